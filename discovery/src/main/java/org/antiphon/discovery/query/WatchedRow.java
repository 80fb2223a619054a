package org.antiphon.discovery.query;

/**
 * A row that changed, as a watcher is told.
 *
 * @param isWithdrawn whether the chain took back the block that made the row, so that there is none any more; the row is as
 *     it was told of before
 */
public record WatchedRow<T>(T row, boolean isWithdrawn) {}

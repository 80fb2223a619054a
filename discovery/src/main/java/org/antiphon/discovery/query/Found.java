package org.antiphon.discovery.query;

/**
 * A row that was read.
 *
 * @param key what names it in its table, as JSON
 * @param place where it stands in the list it was read from, as JSON
 * @param block the block of its last change
 */
record Found<T>(T row, String key, String place, long block) {}

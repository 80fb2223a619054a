package org.antiphon.chain;

/**
 * A log together with the block a node claims it is in; the claim is checked against the headers before the log is
 * delivered.
 *
 * @param blockNumber height of the block
 * @param blockHash hash of the block
 * @param log the log itself
 */
public record LocatedLog(long blockNumber, String blockHash, EventLog log) {}

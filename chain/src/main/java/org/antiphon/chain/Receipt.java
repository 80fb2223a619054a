package org.antiphon.chain;

/**
 * Where a transaction ended up.
 *
 * @param transactionHash of the transaction that was included (a replacement has another hash than the first attempt)
 * @param blockHash the block it is in
 * @param blockNumber height of that block
 * @param succeeded false when it was included and reverted
 */
public record Receipt(String transactionHash, String blockHash, long blockNumber, boolean succeeded) {}

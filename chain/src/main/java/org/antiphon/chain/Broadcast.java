package org.antiphon.chain;

/**
 * One signed attempt to get a transaction included. Attempts of the same transaction share its nonce, so that at most one
 * of them ever is.
 *
 * @param id of the {@link RelayTransaction}
 * @param nonce of the relay's wallet
 * @param transactionHash of the signed transaction
 * @param raw the signed transaction, ready to be sent (again)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Broadcast(String id, long nonce, String transactionHash, byte[] raw) {}

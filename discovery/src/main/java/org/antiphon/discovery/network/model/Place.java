package org.antiphon.discovery.network.model;

import java.time.Instant;

/**
 * Where an event stands.
 *
 * @param transactionHash with {@code 0x}
 * @param logIndex its position among the logs of the block
 * @param createdAt the clock of the block
 */
public record Place(long blockNumber, int logIndex, String transactionHash, Instant createdAt) {}

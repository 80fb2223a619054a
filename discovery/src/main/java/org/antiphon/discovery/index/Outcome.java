package org.antiphon.discovery.index;

/** What became of one action, as the table of outcomes keeps it. */
record Outcome(
        String transactionHash,
        int logIndex,
        long blockNumber,
        String entityType,
        String action,
        boolean accepted,
        String reason) {}

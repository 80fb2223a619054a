package org.antiphon.chain;

import java.util.List;

/**
 * One step of the chain as a consumer sees it. Applied in order, the steps always leave the consumer with a prefix of one
 * branch of the chain: blocks are appended at its end and taken off its end again.
 */
public sealed interface BlockChange {

    /** The block that was appended or taken back. */
    Block block();

    /**
     * The next block: its parent is the last block the consumer holds.
     *
     * @param logs the followed contracts' logs in log order; often empty
     */
    record Appended(Block block, List<EventLog> logs) implements BlockChange {

        /** Copies the logs. */
        public Appended {
            logs = List.copyOf(logs);
        }
    }

    /** The last block the consumer holds is no longer part of the chain: what it did has to be undone. */
    record Reverted(Block block) implements BlockChange {}
}

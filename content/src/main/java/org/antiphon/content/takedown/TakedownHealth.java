package org.antiphon.content.takedown;

import org.antiphon.server.HealthRegistry;

/**
 * How far the rulings are known. A node that is behind, or can't reach the chain, goes on serving by what it knows: all
 * nodes would be away at once otherwise.
 */
final class TakedownHealth {
    private static final long TOLERATED = 100;

    private final HealthRegistry.Component takedowns;
    private volatile long applied = -1;
    private volatile long head = -1;
    private boolean caughtUp;
    private boolean failing;

    TakedownHealth(HealthRegistry health) {
        this.takedowns = health.component("takedowns");
        health.detail("takedown_block_number", () -> applied);
        health.detail("takedown_block_difference", this::behind);
    }

    /** The rulings up to a block were known before. */
    synchronized void resumed(long block) {
        applied = block;
    }

    /** The rulings up to a block are known now: whatever failed before works again. */
    synchronized void applied(long block) {
        applied = block;
        failing = false;
        tell();
    }

    /** The chain told its newest block. It can still be the wrong chain, so that mends a failure only at its head. */
    synchronized void head(long block) {
        head = block;
        failing = failing && behind() > 0;
        tell();
    }

    /** Something went wrong that is tried again, or that ended it. */
    synchronized void failed(String what, Throwable failure) {
        failing = true;
        takedowns.degraded("%s: %s".formatted(what, failure.getMessage()));
    }

    private void tell() {
        if (failing || head < 0) {
            return;
        }
        if (behind() <= TOLERATED) {
            caughtUp = true;
            takedowns.healthy();
        } else if (caughtUp) {
            takedowns.degraded("%d blocks behind (expected: at most %d)".formatted(behind(), TOLERATED));
        } else {
            takedowns.starting("%d blocks to read".formatted(behind()));
        }
    }

    private long behind() {
        return Math.max(0, head - applied);
    }
}

package org.antiphon.identity.plays;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How plays are gathered. */
public interface PlayLimits {
    /** Plays that may wait for the ledger; more are refused. */
    @WithDefault("100000")
    int maxQueued();

    /** How long plays gather before a batch is sent. */
    @WithDefault("PT0.2S")
    Duration batchDelay();

    /** The pause before a batch that the ledger refused is tried again. */
    @WithDefault("PT5S")
    Duration retryDelay();
}

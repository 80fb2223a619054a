package org.antiphon.identity.relay;

import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/** How much the relay takes on. */
public interface RelayLimits {
    /** Calls of one signer a second, on the long run. */
    @WithDefault("10")
    double signerRate();

    /** Calls of one signer at once. */
    @WithDefault("100")
    int signerBurst();

    /** Calls that wait for the chain at a time. */
    @WithDefault("2000")
    int maxInFlight();

    /** How long a caller waits for the receipt; below the deadline of the RPC, so that the answer tells why. */
    @WithDefault("PT25S")
    Duration answerTimeout();

    /** The age from which a waiting transaction is reported as stuck. */
    @WithDefault("PT60S")
    Duration stuckAfter();

    /** The balance, in ether, under which the wallet is reported as running low. */
    @WithDefault("0.1")
    BigDecimal lowBalance();

    /** Blocks over a transaction's block until it is forgotten by the relay. */
    @WithDefault("64")
    int finality();
}

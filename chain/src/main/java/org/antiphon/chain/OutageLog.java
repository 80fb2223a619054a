package org.antiphon.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that the node is away, how it goes on, and that it is back: some lines, where each failed request would be
 * hundreds a minute. A node that comes and goes is told of as seldom as one that stays away.
 */
final class OutageLog {
    private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private @Nullable Instant began;
    private Instant told = Instant.MIN;
    private boolean isKnown;
    private long failures;

    OutageLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(Throwable reason) {
        var now = clock.instant();
        if (began == null) {
            began = now;
        }
        failures++;
        if (now.isBefore(told.plus(PAUSE))) {
            return;
        }
        log.warn(
                "event=rpc_outage failures={} seconds={} reason=\"{}\"",
                failures,
                Duration.between(began, now).toSeconds(),
                reason.getMessage());
        told = now;
        isKnown = true;
    }

    synchronized void succeeded() {
        if (began != null && isKnown) {
            log.warn(
                    "event=rpc_recovered failures={} seconds={}",
                    failures,
                    Duration.between(began, clock.instant()).toSeconds());
        }
        began = null;
        isKnown = false;
        failures = 0;
    }
}

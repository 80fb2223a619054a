package org.antiphon.discovery.nodes;

import java.time.Instant;

/**
 * What came of asking a node for its health.
 *
 * @param reason why it is not healthy, in our own words; empty otherwise
 */
public record NodeAnswer(State state, String reason, Instant askedAt) {
    static NodeAnswer healthy() {
        return new NodeAnswer(State.HEALTHY, "", Instant.now());
    }

    static NodeAnswer unhealthy(String reason) {
        return new NodeAnswer(State.UNHEALTHY, reason, Instant.now());
    }

    static NodeAnswer unreachable(String reason) {
        return new NodeAnswer(State.UNREACHABLE, reason, Instant.now());
    }

    /** How a node is. */
    public enum State {
        HEALTHY,
        UNHEALTHY,
        UNREACHABLE
    }
}

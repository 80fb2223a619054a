package org.antiphon.content;

import java.time.Duration;
import java.util.NoSuchElementException;
import reactor.core.publisher.Mono;

/** Bounded waiting for results, so that a test that hangs fails instead. */
public final class Waiting {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    public static <T> T await(Mono<T> mono) {
        var value = mono.block(PATIENCE);
        if (value == null) {
            throw new NoSuchElementException("completed without a value");
        }
        return value;
    }
}

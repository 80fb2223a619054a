package org.antiphon.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One of the nodes that tell of a chain, and what is held against it at the moment. */
final class Provider implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final JsonRpc rpc;
    private final BlockSource source;
    private final InstantSource clock;
    private Instant awayUntil = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private @Nullable Long chainId;

    Provider(JsonRpc rpc, BlockSource source, InstantSource clock) {
        this.rpc = rpc;
        this.source = source;
        this.clock = clock;
    }

    /** The node, as it may be told. */
    String name() {
        return rpc.name();
    }

    JsonRpc rpc() {
        return rpc;
    }

    /** Its blocks and logs; what fails for a moment is asked again a few times. */
    BlockSource source() {
        return source;
    }

    /** The id of its chain, as it was told once. */
    synchronized Mono<Long> chainId() {
        return chainId == null ? source.chainId().doOnNext(this::remember) : Mono.just(chainId);
    }

    /** Asks for its chain's id anew: there may be another node at its address by now. */
    synchronized void forget() {
        chainId = null;
    }

    /** Whether it is worth asking. */
    synchronized boolean isGood() {
        return !clock.instant().isBefore(awayUntil);
    }

    /** When it is worth asking again. */
    synchronized Instant awayUntil() {
        return awayUntil;
    }

    /** Leaves it alone for a while, longer each time; false when it is left alone already. */
    synchronized boolean drop() {
        var now = clock.instant();
        if (now.isBefore(awayUntil)) {
            return false;
        }
        var reformed = now.isAfter(awayUntil.plus(LONGEST_PAUSE));
        pause = reformed ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        awayUntil = now.plus(pause);
        return true;
    }

    @Override
    public void close() {
        rpc.close();
    }

    private synchronized void remember(long id) {
        chainId = id;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

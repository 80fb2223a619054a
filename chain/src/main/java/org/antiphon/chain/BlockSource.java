package org.antiphon.chain;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What {@link LogStream} asks of a node. One implementation speaks JSON-RPC; the others each put one concern around
 * another source (retries, limits, metrics).
 *
 * <p>Errors: {@link RangeRefusedException} when a range is too large for the node, {@link ChainException} for everything
 * else that goes wrong with it.
 */
public interface BlockSource {

    /** The id of the chain. */
    Mono<Long> chainId();

    /** The number of the newest block. */
    Mono<Long> head();

    /** The canonical block at a height, empty when the chain is shorter. */
    Mono<Block> block(long number);

    /** The canonical blocks {@code from} to {@code to}, both included, in order; an error when one is missing. */
    Mono<List<Block>> blocks(long from, long to);

    /** The logs of the given contracts in the blocks {@code from} to {@code to}, both included, as the node orders them. */
    Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses);

    /**
     * A reading that puts several answers together and therefore needs them from one node. A source of several nodes offers
     * it one after the other; whatever the reading fails with, other than {@link RangeRefusedException}, counts against the
     * node it was made from.
     */
    default <T> Mono<T> fromOneNode(Function<BlockSource, Mono<T>> reading) {
        return reading.apply(this);
    }

    /**
     * Numbers of new heads, as hints: some may be missing, repeated or wrong. Never ends and never fails; a source without
     * such hints never emits.
     */
    Flux<Long> wakeUps();
}

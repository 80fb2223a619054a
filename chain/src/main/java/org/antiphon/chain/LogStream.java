package org.antiphon.chain;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The chain as an ordered stream of {@link BlockChange}s, for a consumer that keeps the last blocks it applied together
 * with its data. Starting again from those blocks continues exactly where the data is, whatever happened to the chain
 * meanwhile, so every block is applied once.
 *
 * <p>Reorgs are found by parent hash. The head is polled; subscriptions only make that sooner. The stream never ends; it
 * fails with {@link DeepReorgException} when the chain changed further back than {@code known} and finality reach, before
 * anything is reverted, and with another {@link ChainException} when the node does not answer in spite of retries; then
 * follow again from the blocks applied last.
 */
public final class LogStream {

    private final BlockSource source;
    private final LogStreamOptions options;

    /** Over a node. */
    public LogStream(BlockSource source, LogStreamOptions options) {
        this.source = source;
        this.options = options;
    }

    /**
     * Follows the chain from where the consumer is, for ever: every block, with or without logs. Emits only what is
     * requested and reads ahead no more than {@code maxRange * concurrency} blocks.
     *
     * @param known the consumer's most recent applied blocks without gaps, oldest first; as many as it can take back and the
     *     one they stand on. Empty for a consumer that has none, which starts with the option's first block
     * @throws IllegalArgumentException when a known block is not the child of the one before
     */
    public Flux<BlockChange> follow(List<Block> known) {
        var copy = List.copyOf(known);
        return Flux.defer(() -> new Follower(source, options, new Branch(copy, options.finality())).changes());
    }

    /** The number of the chain's newest block: less the last applied one, how far the consumer is behind. */
    public Mono<Long> head() {
        return source.head();
    }
}

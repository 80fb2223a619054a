package org.antiphon.chain;

import java.time.Duration;
import java.util.List;
import org.antiphon.chain.BlockChange.Appended;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.util.retry.Retry;

/**
 * Reads a stretch of the chain in ranges the node accepts, several at a time, in order.
 *
 * <p>The headers of all blocks are read, also where finality would allow to ask only for those that have logs: consumers
 * are promised every block, the chain of parent hashes ties the logs to one branch, and a header costs some 30 µs of
 * processor time (measured with {@code BackfillBench}), which is less than a tenth of what the 40 logs in it cost.
 */
final class RangeReader {

    private static final Retry CONTRADICTION = Retry.backoff(2, Duration.ofMillis(20))
            .filter(InconsistentAnswerException.class::isInstance)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final BlockSource source;
    private final LogStreamOptions options;
    private final RangeSize size;

    RangeReader(BlockSource source, LogStreamOptions options) {
        this.source = source;
        this.options = options;
        this.size = new RangeSize(options.maxRange());
    }

    /** The blocks {@code from} to {@code head}; ranges are started only as far ahead as the subscriber's demand reaches. */
    Flux<Appended> read(long from, long head) {
        return Flux.<BlockRange, Long>generate(() -> from, (next, sink) -> nextRange(next, head, sink))
                .flatMapSequential(range -> readRange(range, head), options.concurrency(), 1)
                .concatMapIterable(blocks -> blocks, 1);
    }

    private long nextRange(long next, long head, SynchronousSink<BlockRange> sink) {
        if (next > head) {
            sink.complete();
            return next;
        }
        var range = new BlockRange(next, Math.min(head, next + size.current() - 1));
        sink.next(range);
        return range.to() + 1;
    }

    private Flux<List<Appended>> readRange(BlockRange range, long head) {
        return source.fromOneNode(node -> verified(node, range, head).retryWhen(CONTRADICTION))
                .doOnNext(blocks -> size.answered(range, logsOf(blocks)))
                .flux()
                .onErrorResume(RangeRefusedException.class, e -> halves(range, head, e));
    }

    private Flux<List<Appended>> halves(BlockRange range, long head, RangeRefusedException refusal) {
        if (range.isSingle()) {
            return Flux.error(new ChainException("a single block is refused: " + refusal.getMessage(), refusal));
        }
        size.refused(range);
        return Flux.concat(
                Flux.defer(() -> readRange(range.firstHalf(), head)),
                Flux.defer(() -> readRange(range.secondHalf(), head)));
    }

    private static int logsOf(List<Appended> blocks) {
        return blocks.stream().mapToInt(block -> block.logs().size()).sum();
    }

    private Mono<List<Appended>> verified(BlockSource node, BlockRange range, long head) {
        return node.blocks(range.from(), range.to())
                .map(blocks -> new VerifiedRange(range, options.addresses(), blocks))
                .flatMap(blocks -> node.logs(range.from(), range.to(), options.addresses())
                        .map(blocks::with)
                        .delayUntil(logs -> confirm(node, blocks.tip(), head)));
    }

    /** Without a log there is nothing that ties the answer to a branch, so near the head the branch is looked at twice. */
    private Mono<Block> confirm(BlockSource node, Block tip, long head) {
        if (tip.number() < head - options.finality()) {
            return Mono.just(tip);
        }
        return node.block(tip.number())
                .filter(now -> now.hash().equals(tip.hash()))
                .switchIfEmpty(Mono.error(() ->
                        new InconsistentAnswerException("block %d changed while it was read".formatted(tip.number()))));
    }
}

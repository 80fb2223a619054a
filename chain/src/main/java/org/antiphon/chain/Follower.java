package org.antiphon.chain;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.BlockChange.Reverted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One subscription of a {@link LogStream}: compares the consumer's branch with the node's, over and over. */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private final BlockSource source;
    private final LogStreamOptions options;
    private final Branch branch;
    private final RangeReader reader;
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final News news;
    private long seenNews;
    private boolean moved;

    Follower(BlockSource source, LogStreamOptions options, Branch branch) {
        this.source = source;
        this.options = options;
        this.branch = branch;
        this.reader = new RangeReader(source, options);
        this.news = new News(source.wakeUps(), ended.asMono());
    }

    Flux<BlockChange> changes() {
        return Flux.defer(this::pass)
                .concatWith(Mono.defer(this::rest).then(Mono.empty()))
                .repeat()
                .doFinally(signal -> ended.tryEmitEmpty());
    }

    private Flux<BlockChange> pass() {
        seenNews = news.count();
        moved = false;
        return source.head()
                .flatMapMany(this::towards)
                .onErrorResume(InconsistentAnswerException.class, this::reconsider)
                .doOnNext(change -> moved = true);
    }

    /** Looks again at once after a step, otherwise when there may be something new. */
    private Mono<Void> rest() {
        return moved ? Mono.empty() : news.after(seenNews, options.pollInterval());
    }

    private Flux<BlockChange> towards(long head) {
        var last = branch.last();
        if (last == null) {
            return append(options.startBlock(), head);
        }
        if (head > last.number()) {
            return append(last.number() + 1, head);
        }
        return source.block(last.number())
                .map(block -> block.hash().equals(last.hash()))
                .defaultIfEmpty(false)
                .flatMapMany(same -> same ? Flux.empty() : rewind());
    }

    private Flux<BlockChange> append(long from, long head) {
        return reader.read(from, head)
                .takeWhile(this::fits)
                .doOnNext(appended -> branch.add(appended.block()))
                .cast(BlockChange.class)
                .concatWith(Flux.defer(() -> isAt(head) ? Flux.empty() : rewind()));
    }

    private boolean fits(Appended appended) {
        var last = branch.last();
        return last == null || appended.block().follows(last);
    }

    private boolean isAt(long head) {
        var last = branch.last();
        return last != null && last.number() >= head;
    }

    private Flux<BlockChange> reconsider(InconsistentAnswerException e) {
        log.warn("event=inconsistent_node reason=\"{}\"", e.getMessage());
        return rewind();
    }

    /** Takes back the blocks above the newest one that is still part of the chain, if there is such a one. */
    private Flux<BlockChange> rewind() {
        return source.fromOneNode(this::obsolete).flatMapMany(blocks -> {
            if (!blocks.isEmpty()) {
                var first = blocks.getLast();
                log.info("event=reorg depth={} block={} hash={}", blocks.size(), first.number(), first.hash());
            }
            return Flux.fromIterable(blocks).map(block -> {
                branch.removeLast();
                return new Reverted(block);
            });
        });
    }

    private Mono<List<Block>> obsolete(BlockSource node) {
        var blocks = branch.newestFirst();
        if (blocks.isEmpty()) {
            return Mono.just(blocks);
        }
        return Flux.fromIterable(blocks)
                .concatMap(
                        block -> isCanonical(node, block)
                                .map(canonical -> canonical ? List.<Block>of() : List.of(block)),
                        1)
                .takeUntil(List::isEmpty)
                .collectList()
                .map(steps -> obsolete(blocks, steps));
    }

    private List<Block> obsolete(List<Block> blocks, List<List<Block>> steps) {
        var obsolete = new ArrayList<Block>();
        steps.forEach(obsolete::addAll);
        var oldest = blocks.getLast();
        if (obsolete.size() == blocks.size() && oldest.number() > options.startBlock()) {
            throw new DeepReorgException(oldest);
        }
        return obsolete;
    }

    private static Mono<Boolean> isCanonical(BlockSource node, Block block) {
        return node.block(block.number())
                .map(now -> now.hash().equals(block.hash()))
                .defaultIfEmpty(false);
    }
}

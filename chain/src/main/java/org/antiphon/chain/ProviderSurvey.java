package org.antiphon.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the nodes with each other now and then, because one that is behind, or on a branch of its own, answers every
 * question well. Nodes that are behind are dropped, and of those that differ about a block no reorg should still reach,
 * all but the largest party; between equal parties the one with the most trusted node is believed.
 */
final class ProviderSurvey implements AutoCloseable {

    /** How far behind the foremost node another one may be: there are always some blocks on their way. */
    static final int MAX_LAG = 20;

    /** How deep the compared block is. */
    static final int DEPTH = 64;

    private final Providers providers;
    private final Duration every;
    private final InstantSource clock;
    private final Disposable.Swap running = Disposables.swap();
    private Instant due = Instant.MIN;

    ProviderSurvey(Providers providers, Duration every, InstantSource clock) {
        this.providers = providers;
        this.every = every;
        this.clock = clock;
    }

    /** Starts one in the background when the last one is long enough ago and there is something to compare. */
    void makeWhenDue() {
        if (isDue()) {
            running.update(made().subscribe());
        }
    }

    /** Compares heads, then a deep block. */
    Mono<Void> made() {
        return Flux.fromIterable(providers.all())
                .filter(Provider::isGood)
                .flatMap(this::head)
                .collectList()
                .map(this::upToDate)
                .flatMap(this::compareBlocks);
    }

    @Override
    public void close() {
        running.dispose();
    }

    private synchronized boolean isDue() {
        var now = clock.instant();
        if (providers.all().size() < 2 || now.isBefore(due)) {
            return false;
        }
        due = now.plus(every);
        return true;
    }

    private Mono<Head> head(Provider provider) {
        return providers
                .admitted(provider)
                .then(Mono.defer(() -> provider.source().head()))
                .delayUntil(number -> proven(provider, number))
                .map(number -> new Head(provider, number))
                .onErrorResume(ChainException.class, fault -> dropped(provider, fault));
    }

    /** Otherwise a node could have all others dropped by a number alone. */
    private static Mono<Block> proven(Provider provider, long number) {
        return provider.source()
                .block(number)
                .switchIfEmpty(Mono.error(
                        () -> new InconsistentAnswerException("its newest block, %d, is missing".formatted(number))));
    }

    private <T> Mono<T> dropped(Provider provider, ChainException fault) {
        providers.drop(provider, String.valueOf(fault.getMessage()));
        return Mono.empty();
    }

    private List<Head> upToDate(List<Head> heads) {
        var foremost = heads.stream().max(Comparator.comparingLong(Head::number));
        var late = heads.stream()
                .filter(head -> foremost.orElseThrow().number() - head.number() > MAX_LAG)
                .toList();
        late.forEach(head -> providers.drop(
                head.provider(),
                "at block %d, %d behind %s"
                        .formatted(
                                head.number(),
                                foremost.orElseThrow().number() - head.number(),
                                foremost.orElseThrow().provider().name())));
        return heads.stream().filter(head -> !late.contains(head)).toList();
    }

    private Mono<Void> compareBlocks(List<Head> heads) {
        var lowest = heads.stream().mapToLong(Head::number).min().orElse(0);
        return Flux.fromIterable(heads)
                .flatMap(head -> deepBlock(head.provider(), Math.max(0, lowest - DEPTH)))
                .collectList()
                .doOnNext(this::believeMost)
                .then();
    }

    private Mono<Told> deepBlock(Provider provider, long number) {
        return provider.source()
                .block(number)
                .map(block -> new Told(provider, block))
                .onErrorResume(ChainException.class, fault -> dropped(provider, fault));
    }

    private void believeMost(List<Told> all) {
        var parties =
                all.stream().collect(Collectors.groupingBy(told -> told.block().hash()));
        if (parties.size() < 2) {
            return;
        }
        var believed = parties.values().stream()
                .max(Comparator.<List<Told>>comparingInt(List::size)
                        .thenComparing(Comparator.comparingInt(this::trust).reversed()))
                .orElseThrow();
        all.stream()
                .filter(told -> !believed.contains(told))
                .forEach(told -> providers.drop(
                        told.provider(),
                        "contradicts: block %d is %s, by %s %s"
                                .formatted(
                                        told.block().number(),
                                        told.block().hash(),
                                        believed.getFirst().provider().name(),
                                        believed.getFirst().block().hash())));
    }

    /** The place of the most trusted of a party. */
    private int trust(List<Told> party) {
        return party.stream()
                .mapToInt(told -> providers.all().indexOf(told.provider()))
                .min()
                .orElseThrow();
    }

    private record Head(Provider provider, long number) {}

    private record Told(Provider provider, Block block) {}
}

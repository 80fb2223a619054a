package org.antiphon.chain;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain as the best of several nodes tells it; each reading is of one node alone. */
final class FallbackBlockSource implements BlockSource {

    private final Providers providers;
    private final ProviderSurvey survey;
    private final Flux<Long> wakeUps;

    FallbackBlockSource(Providers providers, ProviderSurvey survey, Flux<Long> wakeUps) {
        this.providers = providers;
        this.survey = survey;
        this.wakeUps = wakeUps;
    }

    @Override
    public Mono<Long> chainId() {
        return fromOneNode(BlockSource::chainId);
    }

    @Override
    public Mono<Long> head() {
        return fromOneNode(BlockSource::head).doFirst(survey::makeWhenDue);
    }

    @Override
    public Mono<Block> block(long number) {
        return fromOneNode(node -> node.block(number));
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        return fromOneNode(node -> node.blocks(from, to));
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        return fromOneNode(node -> node.logs(from, to, addresses));
    }

    @Override
    public <T> Mono<T> fromOneNode(Function<BlockSource, Mono<T>> reading) {
        return providers.ask(provider -> provider.source().fromOneNode(reading));
    }

    @Override
    public Flux<Long> wakeUps() {
        return wakeUps;
    }
}

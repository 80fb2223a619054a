package org.antiphon.chain;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A source that passes everything on, for tests to bend one thing at a time. */
class DecoratedSource implements BlockSource {

    protected final BlockSource source;

    DecoratedSource(BlockSource source) {
        this.source = source;
    }

    @Override
    public Mono<Long> chainId() {
        return source.chainId();
    }

    @Override
    public Mono<Long> head() {
        return source.head();
    }

    @Override
    public Mono<Block> block(long number) {
        return source.block(number);
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        return source.blocks(from, to);
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        return source.logs(from, to, addresses);
    }

    @Override
    public Flux<Long> wakeUps() {
        return source.wakeUps();
    }
}

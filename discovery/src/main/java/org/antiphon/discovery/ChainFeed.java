package org.antiphon.discovery;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.LogStream;
import org.antiphon.discovery.index.BlockFeed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain's log stream as the indexer's feed. */
record ChainFeed(LogStream stream) implements BlockFeed {
    @Override
    public Flux<BlockChange> follow(List<Block> known) {
        return stream.follow(known);
    }

    @Override
    public Mono<Long> head() {
        return stream.head();
    }
}

package org.antiphon.discovery;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.LogStream;
import org.antiphon.discovery.index.BlockFeed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log stream of a chain, checked to be the right one. */
final class CheckedFeed implements BlockFeed {
    private final Mono<Void> check;
    private final LogStream stream;

    CheckedFeed(ChainClient client, LogStream stream, long expected) {
        this.check = client.requireChain(expected);
        this.stream = stream;
    }

    @Override
    public Flux<BlockChange> follow(List<Block> known) {
        return check.thenMany(stream.follow(known));
    }

    @Override
    public Mono<Long> head() {
        return stream.head();
    }
}

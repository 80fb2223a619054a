package org.antiphon.discovery;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainException;
import org.antiphon.chain.LogStream;
import org.antiphon.discovery.index.BlockFeed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain's log stream behind a check that it is the right chain: an index of the wrong one would look healthy. */
final class CheckedFeed implements BlockFeed {
    private final Mono<Long> chainId;
    private final LogStream stream;
    private final long expected;

    CheckedFeed(ChainClient client, LogStream stream, long expected) {
        this.chainId = Mono.defer(client::chainId);
        this.stream = stream;
        this.expected = expected;
    }

    @Override
    public Flux<BlockChange> follow(List<Block> known) {
        return chainId.flatMapMany(found -> found == expected
                ? stream.follow(known)
                : Flux.error(new ChainException("chain id: %d (expected: %d)".formatted(found, expected))));
    }

    @Override
    public Mono<Long> head() {
        return stream.head();
    }
}

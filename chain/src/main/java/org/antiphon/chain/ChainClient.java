package org.antiphon.chain;

import reactor.core.publisher.Mono;

/** A node, for everything in this package that talks to one. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ChainClient implements AutoCloseable {

    private ChainClient() {}

    /** Opens no connection yet. */
    public static ChainClient connect(ChainEndpoint endpoint) {
        throw new UnsupportedOperationException(endpoint.toString());
    }

    /** The node's blocks and logs, with retries. */
    public BlockSource blockSource() {
        throw new UnsupportedOperationException();
    }

    /** The chain's id. */
    public Mono<Long> chainId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}

package org.antiphon.chain;

import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;

/** A development chain in a child process. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class DevChain implements AutoCloseable {

    private DevChain() {}

    /** Installs anvil when it is missing and starts it on the state kept in the data directory. */
    public static Mono<DevChain> start(DevChainOptions options) {
        throw new UnsupportedOperationException(options.toString());
    }

    /** JSON-RPC over http. */
    public String rpcUrl() {
        throw new UnsupportedOperationException();
    }

    /** JSON-RPC over WebSocket. */
    public String wsUrl() {
        throw new UnsupportedOperationException();
    }

    /** Both. */
    public ChainEndpoint endpoint() {
        throw new UnsupportedOperationException();
    }

    /** One of the 50 funded accounts, 0 to 49. */
    public Credentials credentials(int index) {
        throw new UnsupportedOperationException("" + index);
    }

    /** Ends the process after it has written its state. Blocks for a second or two. */
    @Override
    public void close() {}
}

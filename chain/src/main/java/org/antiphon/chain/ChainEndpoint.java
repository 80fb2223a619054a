package org.antiphon.chain;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A node's JSON-RPC.
 *
 * @param rpcUrl http(s) URL: the source of every fact
 * @param wsUrl ws(s) URL, only ever a hint that a block is there; without it new blocks are seen by polling
 * @param timeout of one request
 */
public record ChainEndpoint(URI rpcUrl, @Nullable URI wsUrl, Duration timeout) {

    /** With a timeout of 10 seconds. */
    public static ChainEndpoint of(String rpcUrl, @Nullable String wsUrl) {
        return new ChainEndpoint(URI.create(rpcUrl), wsUrl == null ? null : URI.create(wsUrl), Duration.ofSeconds(10));
    }
}

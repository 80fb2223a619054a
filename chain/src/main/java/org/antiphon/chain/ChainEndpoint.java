package org.antiphon.chain;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a chain: by one node, or by several that may disagree.
 *
 * @param rpcUrls http(s) URLs of JSON-RPC, the most trusted first, at least one: the source of every fact
 * @param wsUrl ws(s) URL, only ever a hint that a block is there; without it new blocks are seen by polling
 * @param timeout of one request, from its start to the last byte of the answer
 * @param chainId the id every node must have; without it, the one the first answer tells
 */
public record ChainEndpoint(List<URI> rpcUrls, @Nullable URI wsUrl, Duration timeout, OptionalLong chainId) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Copies the URLs. */
    public ChainEndpoint {
        rpcUrls = List.copyOf(rpcUrls);
        if (rpcUrls.isEmpty()) {
            throw new IllegalArgumentException("rpcUrls: [] (expected: at least one)");
        }
    }

    /** One node, with a timeout of 10 seconds. */
    public static ChainEndpoint of(String rpcUrl, @Nullable String wsUrl) {
        return of(List.of(rpcUrl), Optional.ofNullable(wsUrl));
    }

    /** Several nodes, with a timeout of 10 seconds. */
    public static ChainEndpoint of(List<String> rpcUrls, Optional<String> wsUrl) {
        return new ChainEndpoint(
                rpcUrls.stream().map(URI::create).toList(),
                wsUrl.map(URI::create).orElse(null),
                TIMEOUT,
                OptionalLong.empty());
    }

    /** The same for nodes of this chain only. */
    public ChainEndpoint withChainId(long value) {
        return new ChainEndpoint(rpcUrls, wsUrl, timeout, OptionalLong.of(value));
    }

    /** The same with another timeout. */
    public ChainEndpoint withTimeout(Duration value) {
        return new ChainEndpoint(rpcUrls, wsUrl, value, chainId);
    }

    /** What may be told of a URL: scheme, host and port. Users, paths and queries hold providers' keys. */
    static String nameOf(URI url) {
        return "%s://%s%s".formatted(url.getScheme(), url.getHost(), url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}

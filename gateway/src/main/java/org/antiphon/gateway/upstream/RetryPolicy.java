package org.antiphon.gateway.upstream;

import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.rpc.RpcCatalog;

/**
 * Which calls are sent again and how often, as a gRPC service config. Retrying is left to the channel, because it alone
 * knows whether a response has begun and whether the deadline leaves time; it adds jitter and stops when an upstream
 * fails most of its calls.
 */
final class RetryPolicy {
    private static final double ATTEMPTS = 3;

    private RetryPolicy() {}

    static Map<String, Object> of(RpcCatalog catalog) {
        var methods = catalog.rpcs().stream()
                .filter(rpc -> rpc.policy().getRetry() && rpc.isUnary())
                .map(RetryPolicy::name)
                .toList();
        var throttling = Map.of("maxTokens", 100.0, "tokenRatio", 0.5);
        if (methods.isEmpty()) {
            return Map.of("retryThrottling", throttling);
        }
        var retry = Map.of(
                "maxAttempts",
                ATTEMPTS,
                "initialBackoff",
                "0.05s",
                "maxBackoff",
                "0.5s",
                "backoffMultiplier",
                2.0,
                "retryableStatusCodes",
                List.of(Status.Code.UNAVAILABLE.name()));
        return Map.of(
                "methodConfig", List.of(Map.of("name", methods, "retryPolicy", retry)), "retryThrottling", throttling);
    }

    private static Map<String, String> name(Rpc rpc) {
        return Map.of(
                "service", rpc.proto().getService().getFullName(),
                "method", rpc.proto().getName());
    }
}

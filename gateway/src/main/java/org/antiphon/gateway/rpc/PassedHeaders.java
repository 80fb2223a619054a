package org.antiphon.gateway.rpc;

import io.grpc.Metadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that crosses the gateway. It is a list of what may pass, because whatever else a client sends (hop-by-hop
 * headers, cookies, forged routing headers) is nothing the services should ever see.
 */
public final class PassedHeaders {
    public static final Metadata.Key<String> REQUEST_ID = ascii("x-request-id");
    public static final Metadata.Key<byte[]> STATUS_DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private static final List<Metadata.Key<String>> TO_UPSTREAM = Stream.of(
                    "authorization", "encoded-data-message", "encoded-data-signature", "traceparent", "tracestate")
            .map(PassedHeaders::ascii)
            .toList();
    private static final List<Metadata.Key<String>> TO_CALLER =
            Stream.of("retry-after").map(PassedHeaders::ascii).toList();

    private PassedHeaders() {}

    static Metadata toUpstream(Metadata from) {
        return toUpstream(name -> from.get(ascii(name)), RequestId.current());
    }

    /**
     * What of a caller's headers goes on to the service, with the request id.
     *
     * @param from gives the value of a header, null when it was not sent
     */
    public static Metadata toUpstream(Function<String, @Nullable String> from, Optional<String> requestId) {
        var passed = new Metadata();
        for (var key : TO_UPSTREAM) {
            var value = from.apply(key.name());
            if (value != null && isSafe(key, value)) {
                passed.put(key, value);
            }
        }
        requestId.ifPresent(id -> passed.put(REQUEST_ID, id));
        return passed;
    }

    static Metadata toCaller(Metadata from) {
        var passed = new Metadata();
        for (var key : TO_CALLER) {
            var value = from.get(key);
            if (value != null) {
                passed.put(key, value);
            }
        }
        var details = from.get(STATUS_DETAILS);
        if (details != null) {
            passed.put(STATUS_DETAILS, details);
        }
        return passed;
    }

    /** Some official clients send their private key as Basic authorization; it ends here. */
    private static boolean isSafe(Metadata.Key<String> key, String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~')
                && (!key.name().equals("authorization") || value.regionMatches(true, 0, "Bearer ", 0, 7));
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}

package org.antiphon.identity.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * Lets no signer spend all of the relay's gas: a bucket of tokens per signer, refilled at a steady rate. Only the signers
 * seen last are remembered; a forgotten one starts with a full bucket.
 */
final class SignerLimiter {
    private static final int REMEMBERED = 10_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Bucket(double tokens, long atNanos) {}

    SignerLimiter(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Takes one token; {@link ApiException} when the signer has none left. */
    synchronized void take(String signer) {
        var now = nanoTime.getAsLong();
        var bucket = buckets.getOrDefault(signer, new Bucket(burst, now));
        var tokens = Math.min(burst, bucket.tokens + (now - bucket.atNanos) / NANOS * perSecond);
        if (tokens < 1) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "relay: too many calls of signer %s (expected: at most %s a second)".formatted(signer, perSecond));
        }
        buckets.put(signer, new Bucket(tokens - 1, now));
    }
}

package org.antiphon.content.grant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.content.cid.Cid;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * Checks a discovery node's leave to read audio. The wire format is Audius's: the signature is EIP-191 over the
 * keccak-256 of the JSON text.
 */
public final class StreamGrants {
    private static final Duration MAX_AGE = Duration.ofDays(2);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final ObjectMapper json = new ObjectMapper();

    private final Set<String> trusted;
    private final InstantSource clock;

    /** Grants by the given addresses; with none, nothing is granted. */
    public StreamGrants(Collection<String> trustedSigners, InstantSource clock) {
        this.trusted = trustedSigners.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /**
     * Returns the track for which the grant is, when it is good.
     *
     * @throws ApiException STREAM_NOT_GRANTED saying what is wrong with it
     */
    public long check(Cid cid, String data, String signature) {
        if (data.isEmpty() || signature.isEmpty()) {
            throw refused(data.isEmpty() ? "missing" : "its signature is missing");
        }
        var grant = parse(data);
        var granted = grant.path("cid").textValue();
        if (!cid.toString().equals(granted)) {
            throw refused(granted == null ? "it names no cid" : "it is for another cid");
        }
        checkAge(grant.path("timestamp"));
        var signer = GrantSignature.signer(data, signature).orElseThrow(() -> refused("its signature is malformed"));
        if (!trusted.contains(signer)) {
            throw refused("its signer is not a discovery node that this node trusts");
        }
        return grant.path("trackId").longValue();
    }

    private void checkAge(JsonNode timestamp) {
        if (!timestamp.isIntegralNumber() || !timestamp.canConvertToLong()) {
            throw refused("its timestamp is no number of milliseconds");
        }
        var age = Duration.between(Instant.ofEpochMilli(timestamp.longValue()), clock.instant());
        if (age.compareTo(MAX_AGE) > 0) {
            throw refused("it is older than 48 hours");
        }
        if (age.compareTo(CLOCK_SKEW.negated()) < 0) {
            throw refused("its timestamp lies in the future");
        }
    }

    private static JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException malformed) {
            throw refused("its data is no JSON");
        }
    }

    private static ApiException refused(String why) {
        return new ApiException(
                ErrorReason.ERROR_REASON_STREAM_NOT_GRANTED,
                "grant: %s (expected: a fresh one for this cid, signed by a known discovery node)".formatted(why));
    }
}

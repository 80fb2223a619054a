package org.antiphon.discovery.grpc;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/** What is answered when the thing asked for is not there. */
final class Missing {
    private Missing() {}

    static <T> Mono<T> track(long trackId) {
        return of(ErrorReason.ERROR_REASON_TRACK_NOT_FOUND, "track_id: %d (expected: an existing track)", trackId);
    }

    static <T> Mono<T> takenDown(long trackId) {
        return of(
                ErrorReason.ERROR_REASON_CONTENT_TAKEN_DOWN,
                "track_id: %d (expected: a track that no arbitration has taken down)",
                trackId);
    }

    static <T> Mono<T> user(String field, Object value) {
        return of(ErrorReason.ERROR_REASON_USER_NOT_FOUND, "%s: %s (expected: an existing user)", field, value);
    }

    static <T> Mono<T> transaction(String hash) {
        return of(
                ErrorReason.ERROR_REASON_TRANSACTION_NOT_FOUND,
                "transaction_hash: %s (expected: an indexed transaction)",
                hash);
    }

    static ApiException audio(long trackId, String why) {
        return new ApiException(
                ErrorReason.ERROR_REASON_TRACK_NOT_STREAMABLE,
                "track_id: %d (expected: a track with audio that anybody may hear; %s)".formatted(trackId, why));
    }

    @FormatMethod
    private static <T> Mono<T> of(ErrorReason reason, @FormatString String message, Object... values) {
        return Mono.error(() -> new ApiException(reason, String.format(message, values)));
    }
}

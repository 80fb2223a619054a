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

    static <T> Mono<T> commitment(String chain, long blockNumber) {
        return of(
                ErrorReason.ERROR_REASON_BLOCK_NOT_INDEXED,
                "block_number: %s of chain %s (expected: a block that the index has applied)",
                blockNumber < 0 ? "none" : blockNumber,
                chain);
    }

    static <T> Mono<T> node(String serviceType, long nodeId) {
        return of(
                ErrorReason.ERROR_REASON_NODE_NOT_FOUND,
                "node: %s %d (expected: a node that was registered)",
                serviceType,
                nodeId);
    }

    static <T> Mono<T> provider(String address) {
        return of(
                ErrorReason.ERROR_REASON_PROVIDER_NOT_FOUND,
                "address: %s (expected: an account that staked as a service provider)",
                address);
    }

    static <T> Mono<T> proposal(long proposalId) {
        return of(
                ErrorReason.ERROR_REASON_PROPOSAL_NOT_FOUND,
                "proposal_id: %d (expected: an existing proposal)",
                proposalId);
    }

    static <T> Mono<T> arbitrationCase(long caseId) {
        return of(ErrorReason.ERROR_REASON_CASE_NOT_FOUND, "case_id: %d (expected: an existing case)", caseId);
    }

    static <T> Mono<T> purchase(long purchaseId) {
        return of(
                ErrorReason.ERROR_REASON_PURCHASE_NOT_FOUND,
                "purchase_id: %d (expected: an existing purchase)",
                purchaseId);
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

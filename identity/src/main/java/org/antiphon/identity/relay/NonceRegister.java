package org.antiphon.identity.relay;

import java.util.Objects;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/** Remembers what each signer used each nonce for, so that a nonce never stands for two requests. */
final class NonceRegister {
    // A conflict rewrites the row with itself, because only then does RETURNING show what is there.
    private static final String CLAIM = """
            INSERT INTO relay_request (signer, nonce, digest) VALUES ($1, $2, $3)
            ON CONFLICT (signer, nonce) DO UPDATE SET digest = relay_request.digest
            RETURNING digest""";

    private final Database database;

    NonceRegister(Database database) {
        this.database = database;
    }

    /** Takes the call's nonce for it; once taken, the same call may take it again. */
    Mono<VerifiedCall> claim(VerifiedCall call) {
        return database.client()
                .sql(CLAIM)
                .bind(0, call.signer())
                .bind(1, call.nonce())
                .bind(2, call.digest())
                .map(row -> Objects.requireNonNull(row.get("digest", String.class)))
                .one()
                .flatMap(digest -> digest.equals(call.digest()) ? Mono.just(call) : Mono.error(replayed(call)));
    }

    private static ApiException replayed(VerifiedCall call) {
        return new ApiException(
                ErrorReason.ERROR_REASON_NONCE_REPLAYED,
                "nonce: %s was used by %s for another request (expected: an unused one)"
                        .formatted(call.nonce(), call.signer()));
    }
}

package org.antiphon.identity.authentication;

import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/**
 * The accounts: wallets that clients encrypted (the Hedgehog scheme). An unknown account and a wrong password are one and
 * the same case, a look-up key that nobody has, and take the same path.
 */
public final class Authentications {
    private final LookupKeys keys;
    private final AuthenticationStore store;

    /** Accounts in this database, under hashes made by these keys. */
    public Authentications(Database database, LookupKeys keys) {
        this.keys = keys;
        this.store = new AuthenticationStore(database);
    }

    Mono<Void> add(String lookupKey, EncryptedWallet wallet) {
        return store.add(keys.hash(lookupKey), wallet).flatMap(Authentications::orError);
    }

    Mono<Void> replace(String oldLookupKey, String lookupKey, EncryptedWallet wallet) {
        return store.replace(keys.hash(oldLookupKey), keys.hash(lookupKey), wallet)
                .flatMap(Authentications::orError);
    }

    Mono<EncryptedWallet> find(String lookupKey) {
        return store.find(keys.hash(lookupKey))
                .switchIfEmpty(Mono.error(() -> new ApiException(
                        ErrorReason.ERROR_REASON_AUTHENTICATION_NOT_FOUND, "unknown account or wrong password")));
    }

    private static Mono<Void> orError(AuthenticationStore.Outcome outcome) {
        return switch (outcome) {
            case KEPT -> Mono.empty();
            case TAKEN ->
                Mono.error(new ApiException(
                        ErrorReason.ERROR_REASON_AUTHENTICATION_EXISTS,
                        "lookupKey: in use by another account (expected: an unused one)"));
            case NOTHING_TO_REPLACE ->
                Mono.error(new ApiException(
                        ErrorReason.ERROR_REASON_AUTHENTICATION_NOT_FOUND,
                        "oldLookupKey: unknown account or wrong password"));
        };
    }
}

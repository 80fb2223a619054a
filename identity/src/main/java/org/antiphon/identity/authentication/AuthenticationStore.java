package org.antiphon.identity.authentication;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps encrypted wallets under the hashes of their look-up keys. The primary key decides who was first. */
final class AuthenticationStore {

    /** How an attempt to store ended. */
    enum Outcome {
        /** The wallet is kept, now or since an equal earlier attempt. */
        KEPT,
        /** Another wallet stands under this key. */
        TAKEN,
        /** There is no entry to replace. */
        NOTHING_TO_REPLACE
    }

    private static final String INSERT = """
            INSERT INTO authentication (lookup_hash, iv, cipher_text) VALUES ($1, $2, $3)
            ON CONFLICT (lookup_hash) DO NOTHING""";
    private static final String SELECT = "SELECT iv, cipher_text FROM authentication WHERE lookup_hash = $1";
    private static final String DELETE = "DELETE FROM authentication WHERE lookup_hash = $1";

    private final Database database;

    AuthenticationStore(Database database) {
        this.database = database;
    }

    Mono<EncryptedWallet> find(LookupHash key) {
        return database.client()
                .sql(SELECT)
                .bind(0, key.bytes())
                .map(AuthenticationStore::wallet)
                .one();
    }

    Mono<Outcome> add(LookupHash key, EncryptedWallet wallet) {
        return database.transaction(connection -> insert(connection, key, wallet));
    }

    /** Moves an account to another key in one step: at every moment exactly one of both opens it. */
    Mono<Outcome> replace(LookupHash old, LookupHash key, EncryptedWallet wallet) {
        return database.<Outcome>transaction(connection -> delete(connection, old)
                        .flatMap(deleted -> deleted == 0
                                ? replacedBefore(connection, key, wallet)
                                : insert(connection, key, wallet))
                        .flatMap(outcome -> outcome == Outcome.KEPT
                                ? Mono.just(outcome)
                                : Mono.<Outcome>error(new Undone(outcome))))
                .onErrorResume(Undone.class, undone -> Mono.just(undone.outcome));
    }

    /** Whether the same replacement was made already, and only its answer got lost. */
    private static Mono<Outcome> replacedBefore(Connection connection, LookupHash key, EncryptedWallet wallet) {
        return present(connection, key)
                .map(present -> present.equals(wallet) ? Outcome.KEPT : Outcome.NOTHING_TO_REPLACE)
                .defaultIfEmpty(Outcome.NOTHING_TO_REPLACE);
    }

    private static Mono<Outcome> insert(Connection connection, LookupHash key, EncryptedWallet wallet) {
        var statement = connection
                .createStatement(INSERT)
                .bind(0, key.bytes())
                .bind(1, wallet.iv())
                .bind(2, wallet.cipherText());
        return Flux.from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .next()
                .flatMap(inserted -> inserted > 0
                        ? Mono.just(Outcome.KEPT)
                        : present(connection, key)
                                .map(present -> present.equals(wallet) ? Outcome.KEPT : Outcome.TAKEN));
    }

    private static Mono<EncryptedWallet> present(Connection connection, LookupHash key) {
        return Flux.from(connection.createStatement(SELECT).bind(0, key.bytes()).execute())
                .flatMap(result -> result.map(AuthenticationStore::wallet))
                .next();
    }

    private static Mono<Long> delete(Connection connection, LookupHash key) {
        return Flux.from(connection.createStatement(DELETE).bind(0, key.bytes()).execute())
                .flatMap(Result::getRowsUpdated)
                .next();
    }

    private static EncryptedWallet wallet(Readable row) {
        return new EncryptedWallet(
                Objects.requireNonNull(row.get("iv", ByteBuffer.class)),
                Objects.requireNonNull(row.get("cipher_text", ByteBuffer.class)));
    }

    /** Rolls the transaction back and carries the outcome out of it. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Outcome outcome;

        Undone(Outcome outcome) {
            super(outcome.name(), null, false, false);
            this.outcome = outcome;
        }
    }
}

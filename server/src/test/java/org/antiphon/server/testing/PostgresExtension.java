package org.antiphon.server.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.server.DatabaseConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One real PostgreSQL for all tests of a JVM, and a fresh database in it for each test class. Use it as a static field
 * with {@code @RegisterExtension}.
 */
public final class PostgresExtension implements BeforeAllCallback {
    private static final AtomicInteger databases = new AtomicInteger();

    private @Nullable DatabaseConfig config;

    private static final class Holder {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        postgres.close();
                    } catch (IOException ignored) {
                        // the process is ending; there is nobody to tell
                    }
                }));
                return postgres;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        config = newDatabase();
    }

    /** The database of this test class. */
    public DatabaseConfig databaseConfig() {
        if (config == null) {
            throw new IllegalStateException("register the extension as a static field");
        }
        return config;
    }

    /** One more fresh database. */
    public DatabaseConfig newDatabase() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = Holder.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new TestDatabase("postgresql://127.0.0.1:%d/%s".formatted(Holder.POSTGRES.getPort(), name));
    }

    private record TestDatabase(String url) implements DatabaseConfig {
        @Override
        public String username() {
            return "postgres";
        }

        @Override
        public Optional<String> password() {
            return Optional.of("postgres");
        }

        @Override
        public int poolSize() {
            return 10;
        }
    }
}

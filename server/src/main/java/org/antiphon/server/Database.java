package org.antiphon.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service's PostgreSQL database: migrated at start, then reached through a bounded pool of reactive connections. */
public final class Database implements AutoCloseable {
    private static final int DEFAULT_PORT = 5432;
    private static final Duration MAX_ACQUIRE = Duration.ofSeconds(5);
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final PostgresqlConnectionFactory factory;
    private final ConnectionPool pool;
    private final DatabaseClient client;

    private Database(PostgresqlConnectionFactory factory, ConnectionPool pool) {
        this.factory = factory;
        this.pool = pool;
        this.client = DatabaseClient.create(pool);
    }

    /**
     * Migrates the database to the newest schema and opens the pool. Blocks; call it while starting only.
     *
     * @param migrations the folder of Flyway migrations on the class path, e.g. {@code db/content}
     */
    public static Database open(DatabaseConfig config, String migrations, MeterRegistry metrics) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(
                        "jdbc:" + config.url(),
                        config.username(),
                        config.password().orElse(null))
                .locations("classpath:" + migrations)
                .loggers("slf4j")
                .load()
                .migrate();
        var factory = connections(config);
        var pool = new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(1)
                .maxSize(config.poolSize())
                .maxAcquireTime(MAX_ACQUIRE)
                .maxIdleTime(MAX_IDLE)
                .build());
        pool.getMetrics().ifPresent(figures -> {
            Gauge.builder("database.pool.acquired", figures, each -> each.acquiredSize())
                    .register(metrics);
            Gauge.builder("database.pool.pending", figures, each -> each.pendingAcquireSize())
                    .register(metrics);
            Gauge.builder("database.pool.max", figures, each -> each.getMaxAllocatedSize())
                    .register(metrics);
        });
        return new Database(factory, pool);
    }

    private static PostgresqlConnectionFactory connections(DatabaseConfig config) {
        var uri = URI.create(config.url());
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(uri.getHost())
                .port(uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort())
                .database(uri.getPath().substring(1))
                .username(config.username())
                .password(config.password().orElse(null))
                .applicationName("antiphon")
                .statementTimeout(STATEMENT_TIMEOUT)
                .build());
    }

    /** Statements with named parameters; every resource is released at completion, error and cancellation. */
    public DatabaseClient client() {
        return client;
    }

    public ConnectionFactory connectionFactory() {
        return pool;
    }

    /** Connections in use now. */
    public int acquired() {
        return pool.getMetrics().map(figures -> figures.acquiredSize()).orElse(0);
    }

    /**
     * Runs work in one transaction: committed when the work completes, rolled back when it fails or is cancelled.
     */
    public <T> Mono<T> transaction(Function<Connection, ? extends Publisher<T>> work) {
        return Flux.usingWhen(
                        pool.create(),
                        connection -> Flux.usingWhen(
                                Mono.from(connection.beginTransaction()).thenReturn(connection),
                                open -> work.apply(open),
                                Connection::commitTransaction,
                                (open, error) -> open.rollbackTransaction(),
                                Connection::rollbackTransaction),
                        Connection::close)
                .singleOrEmpty();
    }

    /**
     * What is sent to a channel by {@code NOTIFY}, over a connection of its own beside the pool. Fails or completes when
     * the connection is lost; what is sent while nobody listens is lost too.
     */
    public Flux<String> listen(String channel) {
        return Flux.usingWhen(
                factory.create(),
                connection -> connection
                        .createStatement("LISTEN " + channel)
                        .execute()
                        .flatMap(PostgresqlResult::getRowsUpdated)
                        .thenMany(connection.getNotifications())
                        .mapNotNull(Notification::getParameter),
                PostgresqlConnection::close);
    }

    /** Completes when the database answers. */
    public Mono<Void> ping() {
        return client.sql("SELECT 1").fetch().first().then();
    }

    @Override
    public void close() {
        pool.disposeLater().block(CLOSE_TIMEOUT);
    }
}

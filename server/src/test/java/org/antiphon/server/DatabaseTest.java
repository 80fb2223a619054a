package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatabaseTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(postgres.databaseConfig(), "db/test", new SimpleMeterRegistry());
        run("TRUNCATE notes").block();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void workThatCompletesIsKept() {
        database.transaction(connection -> connection
                        .createStatement("INSERT INTO notes VALUES (1, 'a')")
                        .execute())
                .block();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void workThatFailsLeavesNothing() {
        StepVerifier.create(database.transaction(connection -> Mono.from(connection
                                .createStatement("INSERT INTO notes VALUES (1, 'a')")
                                .execute())
                        .flatMap(result -> Mono.from(result.getRowsUpdated()))
                        .then(Mono.error(new IllegalStateException("no")))))
                .verifyErrorMessage("no");
        assertThat(count()).isZero();
        assertThat(database.acquired()).isZero();
    }

    @Test
    void cancelReleasesConnections() {
        Flux.range(0, 500)
                .flatMap(
                        i -> run("SELECT pg_sleep(0.02)")
                                .timeout(Duration.ofMillis(i % 30))
                                .onErrorComplete(),
                        32)
                .blockLast(Duration.ofSeconds(60));
        Awaitility.await().untilAsserted(() -> assertThat(database.acquired()).isZero());
        assertThat(count()).isZero();
    }

    @Test
    void aListenerHearsWhatATransactionAnnouncesAndTakesNothingFromThePool() {
        StepVerifier.create(database.listen("news"))
                .then(() -> Awaitility.await()
                        .untilAsserted(() -> assertThat(listeners()).isOne()))
                .then(() -> run("NOTIFY news, 'a'").block())
                .expectNext("a")
                .then(() -> assertThat(database.acquired()).isZero())
                .thenCancel()
                .verify(Duration.ofSeconds(10));
        Awaitility.await().untilAsserted(() -> assertThat(listeners()).isZero());
    }

    private long listeners() {
        return number("SELECT count(*) AS n FROM pg_stat_activity WHERE query = 'LISTEN news'");
    }

    private Mono<Void> run(String sql) {
        return database.client().sql(sql).then();
    }

    private long count() {
        return number("SELECT count(*) AS n FROM notes");
    }

    private long number(String sql) {
        return database.client()
                .sql(sql)
                .map(row -> row.get("n", Long.class))
                .one()
                .blockOptional()
                .orElseThrow();
    }
}

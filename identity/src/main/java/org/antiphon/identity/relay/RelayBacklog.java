package org.antiphon.identity.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.antiphon.server.Database;
import org.antiphon.server.HealthRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks now and then whether transactions get through, and says so in the health: a relay that is stuck or out of ether
 * still answers, and nobody would notice.
 */
final class RelayBacklog {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Database database;
    private final Mono<BigDecimal> balance;
    private final RelayLimits limits;
    private final HealthRegistry.Component component;
    private final AtomicLong waiting = new AtomicLong();

    private record Backlog(long waiting, Duration oldest) {}

    RelayBacklog(
            Database database,
            Mono<BigDecimal> balance,
            RelayLimits limits,
            HealthRegistry health,
            MeterRegistry metrics) {
        this.database = database;
        this.balance = balance;
        this.limits = limits;
        this.component = health.component("relay");
        health.detail("outbox_pending", waiting::get);
        Gauge.builder("relay.pending", (Supplier<Number>) waiting::get)
                .description("Transactions that are not in a block")
                .register(metrics);
    }

    /** Looks now and every 5 s until disposed. */
    Flux<Void> watch() {
        return Flux.interval(Duration.ZERO, LOOK_EVERY).onBackpressureDrop().concatMap(tick -> look(), 1);
    }

    Mono<Void> look() {
        return Mono.zip(backlog(), balance)
                .timeout(LOOK_EVERY)
                .doOnNext(seen -> report(seen.getT1(), seen.getT2()))
                .onErrorResume(failure -> {
                    component.degraded("the chain's node or the database does not answer: "
                            + failure.getClass().getSimpleName());
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Backlog> backlog() {
        return database.client()
                .sql(OutboxSql.BACKLOG)
                .map(row -> new Backlog(
                        PostgresOutbox.required(row, "waiting", Long.class),
                        Duration.ofSeconds(PostgresOutbox.required(row, "oldest_seconds", Long.class))))
                .one();
    }

    private void report(Backlog backlog, BigDecimal ether) {
        waiting.set(backlog.waiting());
        if (backlog.oldest().compareTo(limits.stuckAfter()) > 0) {
            component.degraded("the oldest of %d waiting transactions waits since %d s (expected: at most %d s)"
                    .formatted(
                            backlog.waiting(),
                            backlog.oldest().toSeconds(),
                            limits.stuckAfter().toSeconds()));
        } else if (ether.compareTo(limits.lowBalance()) < 0) {
            component.degraded("the wallet holds %s ether (expected: at least %s)"
                    .formatted(ether.stripTrailingZeros().toPlainString(), limits.lowBalance()));
        } else {
            component.healthy();
        }
    }
}

package org.antiphon.identity.plays;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.antiphon.chain.Play;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Keeps plays durably before it answers, up to a bound, and wakes whoever takes them to the ledger. */
final class PlayQueue {
    private final PlayStore store;
    private final int maxQueued;
    private final AtomicLong queued = new AtomicLong();
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().multicast().directBestEffort();

    PlayQueue(PlayStore store, int maxQueued, MeterRegistry metrics) {
        this.store = store;
        this.maxQueued = maxQueued;
        Gauge.builder("plays.queued", (Supplier<Number>) queued::get)
                .description("Plays kept and not yet on the ledger")
                .register(metrics);
    }

    Mono<Void> add(List<Play> plays) {
        return Mono.defer(() -> {
            var before = queued.getAndAdd(plays.size());
            if (before + plays.size() > maxQueued) {
                queued.addAndGet(-plays.size());
                return Mono.error(full(before));
            }
            return store.keep(plays)
                    .doOnSuccess(kept -> wakeUps.tryEmitNext(true))
                    .doOnError(failure -> queued.addAndGet(-plays.size()));
        });
    }

    /** Emits when plays were added. */
    Flux<Boolean> wakeUps() {
        return wakeUps.asFlux();
    }

    long size() {
        return queued.get();
    }

    /** Counts anew: whether a call that was cancelled had been committed is known to the database only. */
    Mono<Long> recount() {
        return store.count().doOnNext(queued::set);
    }

    private ApiException full(long size) {
        return new ApiException(
                ErrorReason.ERROR_REASON_OVERLOADED,
                "plays: %d wait for the ledger (expected: at most %d)".formatted(size, maxQueued));
    }
}

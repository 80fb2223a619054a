package org.antiphon.content;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.server.HealthRegistry;
import org.antiphon.server.ServiceHost;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells by the free space whether the node can go on taking files: first a warning, then a refusal. */
final class DiskWatch {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int WARN_FACTOR = 2;

    private final HealthRegistry.Component component;
    private final long minFree;
    private final AtomicLong free = new AtomicLong();

    DiskWatch(HealthRegistry health, long minFree) {
        this.component = health.component("disk");
        this.minFree = minFree;
        health.detail("disk_free_bytes", free::get);
        health.detail("disk_has_space", () -> free.get() >= minFree);
    }

    void follow(ServiceHost host, Mono<Long> usableSpace) {
        var watching = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> usableSpace.doOnNext(this::judge).onErrorResume(this::unreadable), 1)
                .subscribe();
        host.onClose("disk watch", watching::dispose);
        host.metrics().gauge("content.disk.free.bytes", free, AtomicLong::doubleValue);
    }

    void judge(long bytes) {
        free.set(bytes);
        if (bytes >= WARN_FACTOR * minFree) {
            component.healthy();
        } else if (bytes >= minFree) {
            component.degraded("free disk space is low: %d bytes".formatted(bytes));
        } else {
            // listeners are still served, only uploads are refused
            component.degraded("uploads are refused: %d bytes free (expected: at least %d)".formatted(bytes, minFree));
        }
    }

    private Mono<Long> unreadable(Throwable failure) {
        component.unhealthy(
                "the data folder can't be read: " + failure.getClass().getSimpleName());
        return Mono.empty();
    }
}

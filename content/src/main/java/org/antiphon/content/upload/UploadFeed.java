package org.antiphon.content.upload;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Changes of uploads as they happen. Progress lives only here: it is worth nothing after a crash. A watcher that is
 * slow skips to the newest state, so that nobody's queue grows and the last state is never lost.
 */
final class UploadFeed {
    private static final Duration EMIT_TIMEOUT = Duration.ofSeconds(1);

    private final Sinks.Many<Upload> changes = Sinks.many().multicast().directBestEffort();
    private final Map<String, Double> progress = new ConcurrentHashMap<>();

    void publish(Upload upload) {
        if (upload.status().isFinal()) {
            progress.remove(upload.id());
        }
        changes.emitNext(upload, Sinks.EmitFailureHandler.busyLooping(EMIT_TIMEOUT));
    }

    void progress(Upload upload, double part) {
        progress.put(upload.id(), part);
        publish(upload.withProgress(part));
    }

    /** The stored state with the progress made since. */
    Upload current(Upload stored) {
        var part = stored.status() == UploadStatus.BUSY ? progress.get(stored.id()) : null;
        return part == null ? stored : stored.withProgress(part);
    }

    /** The state now and at each change until it is final. */
    Flux<Upload> watch(String id, Mono<Upload> stored) {
        return Flux.defer(() -> {
            var newest = new Newest();
            // the changes are subscribed to before the state is read, so that none falls between
            return Flux.merge(changes.asFlux().filter(change -> change.id().equals(id)), stored.map(this::current))
                    .filter(newest::accept)
                    .takeUntil(upload -> upload.status().isFinal())
                    .onBackpressureLatest();
        });
    }

    /** Drops a state that was overtaken by a newer one on its way. */
    private static final class Newest {
        private UploadStatus status = UploadStatus.NEW;
        private double part;

        boolean accept(Upload upload) {
            var isOlder =
                    upload.status().compareTo(status) < 0 || (upload.status() == status && upload.progress() < part);
            if (!isOlder) {
                status = upload.status();
                part = upload.progress();
            }
            return !isOlder;
        }
    }
}

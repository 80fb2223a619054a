package org.antiphon.content.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.antiphon.content.media.Workspaces;
import org.antiphon.server.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Brings a claimed upload to its final state, whatever happens on the way. */
final class Workshop {
    private static final Logger log = LoggerFactory.getLogger(Workshop.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final int RETRIES = 20;

    private final UploadStore store;
    private final UploadFeed feed;
    private final Workspaces workspaces;
    private final MeterRegistry metrics;
    private final Timer duration;

    Workshop(UploadStore store, UploadFeed feed, Workspaces workspaces, MeterRegistry metrics) {
        this.store = store;
        this.feed = feed;
        this.workspaces = workspaces;
        this.metrics = metrics;
        this.duration = metrics.timer("content.transcode");
    }

    Mono<Void> process(Upload upload, UploadWork work) {
        return Mono.defer(() -> {
            var started = System.nanoTime();
            feed.publish(upload);
            return workspaces
                    .within(folder -> work.process(upload, folder, part -> feed.progress(upload, part))
                            .flatMap(result -> store.finish(upload, result)))
                    .onErrorResume(failure -> fail(upload, failure))
                    .doOnNext(ended -> report(ended, System.nanoTime() - started))
                    .then();
        });
    }

    /** The mean of all work since the start, in seconds. */
    double averageSeconds() {
        return duration.mean(TimeUnit.SECONDS);
    }

    private Mono<Upload> fail(Upload upload, Throwable failure) {
        if (!(failure instanceof ApiException)) {
            log.error("upload={} work=failed", upload.id(), failure);
        }
        return store.fail(upload, UploadFailure.of(failure))
                .retryWhen(Retry.backoff(RETRIES, FIRST_RETRY).maxBackoff(LONGEST_RETRY));
    }

    private void report(Upload ended, long nanos) {
        var state = ended.status().name().toLowerCase(Locale.ROOT);
        metrics.counter("content.uploads", "state", state).increment();
        if (ended.template() == Template.AUDIO && ended.status() == UploadStatus.DONE) {
            duration.record(nanos, TimeUnit.NANOSECONDS);
        }
        log.info(
                "upload={} template={} status={} reason={} ms={}",
                ended.id(),
                ended.template().key(),
                state,
                ended.failure().map(UploadFailure::reason).orElse("none"),
                TimeUnit.NANOSECONDS.toMillis(nanos));
        feed.publish(ended);
    }
}

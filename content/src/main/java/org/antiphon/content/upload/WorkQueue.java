package org.antiphon.content.upload;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * A bounded number of workers over the queue in the database. The table is the queue, so that nothing waits in memory
 * and a crash loses nothing; a wake-up starts a worker at once, so that nothing waits for a poll either.
 */
final class WorkQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final Mono<Upload> claim;
    private final Function<Upload, Mono<Void>> work;
    private final Semaphore slots;
    private final AtomicLong wakeUps = new AtomicLong();
    private final Disposable.Composite workers = Disposables.composite();

    /**
     * Makes a queue at rest.
     *
     * @param claim takes one upload for work, or is empty
     * @param work must end with a final state of the upload; an error is logged and leaves it for the next start
     */
    WorkQueue(String name, int slots, Mono<Upload> claim, Function<Upload, Mono<Void>> work) {
        this.name = name;
        this.slots = new Semaphore(slots);
        this.claim = claim;
        this.work = work;
    }

    /** Says that there may be work. */
    void wake() {
        wakeUps.incrementAndGet();
        if (slots.tryAcquire()) {
            startWorker();
        }
    }

    @Override
    public void close() {
        workers.dispose();
    }

    private void startWorker() {
        var seen = new AtomicLong();
        var worker = Disposables.swap();
        workers.add(worker);
        worker.update(untilEmpty(seen)
                .doFinally(end -> {
                    workers.remove(worker);
                    slots.release();
                    wakeAgainIfMissed(seen.get());
                })
                .subscribe(done -> {}, failure -> retryLater(failure)));
    }

    private Mono<Void> untilEmpty(AtomicLong seen) {
        var worked = new AtomicBoolean();
        return Mono.defer(() -> {
                    seen.set(wakeUps.get());
                    worked.set(false);
                    return claim.doOnNext(upload -> worked.set(true)).flatMap(this::doWork);
                })
                .repeat(worked::get)
                .then();
    }

    private Mono<Void> doWork(Upload upload) {
        return work.apply(upload).onErrorResume(failure -> {
            log.error("queue={} upload={} work=abandoned", name, upload.id(), failure);
            return Mono.empty();
        });
    }

    /** A wake-up that came while the last claim was under way found no free slot, and its upload is still waiting. */
    private void wakeAgainIfMissed(long seen) {
        if (wakeUps.get() != seen && !workers.isDisposed() && slots.tryAcquire()) {
            startWorker();
        }
    }

    private void retryLater(Throwable failure) {
        log.warn("queue={} claim=failed retry_after={} reason=\"{}\"", name, RETRY_AFTER, failure.toString());
        workers.add(Mono.delay(RETRY_AFTER).subscribe(tick -> wake()));
    }
}

package org.antiphon.content.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class WorkQueueTest {
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> worked = new ConcurrentLinkedQueue<>();
    private final Mono<Upload> claim = Mono.fromCallable(waiting::poll)
            .map(id -> UploadFeedTest.upload(id, UploadStatus.BUSY))
            .subscribeOn(Schedulers.parallel());

    @Test
    void everyUploadIsWorkedOnHoweverWakeUpsAndClaimsInterleave() {
        try (var queue = new WorkQueue("test", 2, claim, upload -> Mono.fromRunnable(() -> worked.add(upload.id())))) {
            for (int i = 0; i < 5000; i++) {
                waiting.add("upload-" + i);
                queue.wake();
            }

            Awaitility.await()
                    .untilAsserted(() -> assertThat(worked).hasSize(5000).doesNotHaveDuplicates());
        }
    }

    @Test
    void noMoreThanTheSlotsAreAtWork() {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var release = Sinks.<Void>empty();
        try (var queue = new WorkQueue("test", 2, claim, upload -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            return release.asMono().publishOn(Schedulers.parallel()).doOnTerminate(() -> {
                atWork.decrementAndGet();
                worked.add(upload.id());
            });
        })) {
            for (int i = 0; i < 10; i++) {
                waiting.add("upload-" + i);
                queue.wake();
            }
            Awaitility.await().until(() -> atWork.get() == 2);
            release.tryEmitEmpty();

            Awaitility.await().untilAsserted(() -> assertThat(worked).hasSize(10));
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void failedWorkDoesNotStopTheQueue() {
        try (var queue = new WorkQueue(
                "test",
                1,
                claim,
                upload -> upload.id().equals("bad")
                        ? Mono.error(new IllegalStateException("broken"))
                        : Mono.fromRunnable(() -> worked.add(upload.id())))) {
            waiting.add("bad");
            waiting.add("good");
            queue.wake();

            Awaitility.await().untilAsserted(() -> assertThat(worked).containsExactly("good"));
        }
    }

    @Test
    void failedClaimIsTriedAgain() {
        var attempts = new AtomicInteger();
        var flaky = Mono.defer(() -> attempts.incrementAndGet() == 1
                ? Mono.<Upload>error(new IllegalStateException("database away"))
                : claim);
        try (var queue = new WorkQueue("test", 1, flaky, upload -> Mono.fromRunnable(() -> worked.add(upload.id())))) {
            waiting.add("a");
            queue.wake();

            Awaitility.await().untilAsserted(() -> assertThat(worked).containsExactly("a"));
        }
    }
}

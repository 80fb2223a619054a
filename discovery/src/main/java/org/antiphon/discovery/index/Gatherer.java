package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Gathers what arrives while the consumer is busy: a single block at the head of the chain waits for nothing, and a
 * backlog goes in large lists. Holds no more than one list.
 */
final class Gatherer<T> extends BaseSubscriber<T> {
    private final FluxSink<List<T>> out;
    private final int most;
    private final Queue<T> waiting;
    private final AtomicInteger drains = new AtomicInteger();
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    private Gatherer(FluxSink<List<T>> out, int most) {
        this.out = out;
        this.most = most;
        this.waiting = Queues.<T>get(most).get();
    }

    /** Lists of what the source emits, in order, each of 1 to {@code most}; what came before a failure is emitted first. */
    static <T> Flux<List<T>> gather(Flux<T> source, int most) {
        return Flux.create(out -> {
            var gatherer = new Gatherer<T>(out, most);
            out.onRequest(count -> gatherer.drain());
            out.onDispose(gatherer);
            source.subscribe(gatherer);
        });
    }

    @Override
    public Context currentContext() {
        return Context.of(out.contextView());
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(most);
    }

    @Override
    protected void hookOnNext(T next) {
        if (!waiting.offer(next)) {
            throw new IllegalStateException("more than the %d that were asked for".formatted(most));
        }
        drain();
    }

    @Override
    protected void hookOnComplete() {
        ended = true;
        drain();
    }

    @Override
    protected void hookOnError(Throwable thrown) {
        failure = thrown;
        ended = true;
        drain();
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            // Read before the queue: what was added before the end is still found.
            boolean last = ended;
            emit();
            if (last && waiting.isEmpty()) {
                end();
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private void emit() {
        while (out.requestedFromDownstream() > 0 && !waiting.isEmpty()) {
            var list = new ArrayList<T>();
            for (var next = waiting.poll(); next != null; next = list.size() < most ? waiting.poll() : null) {
                list.add(next);
            }
            out.next(list);
            if (!ended) {
                request(list.size());
            }
        }
    }

    private void end() {
        var thrown = failure;
        if (thrown == null) {
            out.complete();
        } else {
            out.error(thrown);
        }
    }
}

package org.antiphon.chain;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Wake-ups, counted, so that one that comes while its listener is busy is not slept over. */
final class News {

    private final Flux<Long> counted;
    private volatile long count;

    /** For one listener, for as long as {@code until} has not ended. */
    News(Flux<Long> wakeUps, Mono<?> until) {
        this.counted = wakeUps.takeUntilOther(until)
                .onErrorResume(e -> Flux.never())
                .index((index, number) -> index + 1)
                .doOnNext(index -> count = index)
                .replay(1)
                .autoConnect(0);
    }

    /** How many wake-ups there were. */
    long count() {
        return count;
    }

    /** Completes with the first wake-up after those already counted as {@code seen}, and after {@code longest} anyway. */
    Mono<Void> after(long seen, Duration longest) {
        return counted.filter(index -> index > seen)
                .next()
                .timeout(longest, Mono.empty())
                // Whoever brought the news must not be held up by what is done about it.
                .publishOn(Schedulers.parallel())
                .then();
    }
}

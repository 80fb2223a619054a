package org.antiphon.chain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Asks again, a bounded number of times with growing pauses, when the node could not be reached or failed for a moment.
 * Refused ranges, contradictions and answers that don't come in time pass: asking the same again would not help.
 */
public final class RetryingBlockSource implements BlockSource {

    private final BlockSource source;
    private final OutageLog outages = new OutageLog(InstantSource.system());
    private final RetryBackoffSpec retry;

    /**
     * Around another source.
     *
     * @param attempts how often one request is made in all, 1 or more
     * @param firstDelay pause before the second attempt; doubles with each further one
     */
    public RetryingBlockSource(BlockSource source, int attempts, Duration firstDelay) {
        this.source = source;
        this.retry = Retry.backoff(attempts - 1, firstDelay)
                .filter(RetryingBlockSource::isTransient)
                .onRetryExhaustedThrow((spec, signal) -> new ChainException(
                        "gave up after %d attempts: %s"
                                .formatted(attempts, signal.failure().getMessage()),
                        signal.failure()));
    }

    @Override
    public Mono<Long> chainId() {
        return persist(source.chainId());
    }

    @Override
    public Mono<Long> head() {
        return persist(source.head());
    }

    @Override
    public Mono<Block> block(long number) {
        return persist(source.block(number));
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        return persist(source.blocks(from, to));
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        return persist(source.logs(from, to, addresses));
    }

    @Override
    public Flux<Long> wakeUps() {
        return source.wakeUps();
    }

    private <T> Mono<T> persist(Mono<T> request) {
        return request.doOnError(RetryingBlockSource::isTransient, outages::failed)
                .doOnSuccess(answer -> outages.succeeded())
                .retryWhen(retry);
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof ChainException
                && !(failure instanceof RangeRefusedException)
                && !(failure instanceof InconsistentAnswerException)
                && !(failure instanceof OversizedAnswerException);
    }
}

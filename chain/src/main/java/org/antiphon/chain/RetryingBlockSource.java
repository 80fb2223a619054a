package org.antiphon.chain;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Asks again, a bounded number of times with growing pauses, when the node could not be reached or failed for a moment.
 * Refused ranges and contradictions pass: asking the same again would not help.
 */
public final class RetryingBlockSource implements BlockSource {

    private static final Logger log = LoggerFactory.getLogger(RetryingBlockSource.class);

    private final BlockSource source;
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
                .doBeforeRetry(signal -> log.warn(
                        "event=rpc_retry attempt={} reason=\"{}\"",
                        signal.totalRetries() + 2,
                        signal.failure().getMessage()))
                .onRetryExhaustedThrow((spec, signal) -> new ChainException(
                        "gave up after %d attempts: %s"
                                .formatted(attempts, signal.failure().getMessage()),
                        signal.failure()));
    }

    @Override
    public Mono<Long> head() {
        return source.head().retryWhen(retry);
    }

    @Override
    public Mono<Block> block(long number) {
        return source.block(number).retryWhen(retry);
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        return source.blocks(from, to).retryWhen(retry);
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        return source.logs(from, to, addresses).retryWhen(retry);
    }

    @Override
    public Flux<Long> wakeUps() {
        return source.wakeUps();
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof ChainException
                && !(failure instanceof RangeRefusedException)
                && !(failure instanceof InconsistentAnswerException);
    }
}

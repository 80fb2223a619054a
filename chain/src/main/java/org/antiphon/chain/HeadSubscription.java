package org.antiphon.chain;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.websocket.WebSocketService;
import org.web3j.protocol.websocket.events.NewHeadsNotification;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Hears of new blocks through web3j's subscription, one connection for all listeners, opened again for as long as anybody
 * listens. Subscriptions drop blocks silently, so what comes from here is never taken for more than a hint to look.
 */
final class HeadSubscription {

    private static final Logger log = LoggerFactory.getLogger(HeadSubscription.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Sinks.Empty<Void> closed = Sinks.empty();
    private final Flux<Long> numbers;

    HeadSubscription(@Nullable URI wsUrl) {
        this.numbers = wsUrl == null ? Flux.never() : reconnecting(wsUrl).share();
    }

    /** Numbers of new heads, the newest when the listener is slow; never ends and never fails. */
    Flux<Long> numbers() {
        return numbers.onBackpressureLatest();
    }

    void close() {
        closed.tryEmitEmpty();
    }

    private Flux<Long> reconnecting(URI url) {
        return connected(url)
                .concatWith(Mono.error(() -> new ChainException("the node ended the subscription")))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_DELAY)
                        .maxBackoff(LONGEST_DELAY)
                        .transientErrors(true)
                        .doBeforeRetry(signal -> log.warn(
                                "event=heads_lost node={} reason=\"{}\"",
                                ChainEndpoint.nameOf(url),
                                signal.failure().getMessage())))
                .takeUntilOther(closed.asMono())
                .concatWith(Flux.never());
    }

    private static Flux<Long> connected(URI url) {
        return Mono.fromCallable(() -> open(url))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(web3j -> Flux.create(sink -> forward(web3j, sink), FluxSink.OverflowStrategy.LATEST));
    }

    /** Starts with a hint of its own. Ends the connection rather than the subscription: that needs no answer of a node that may be gone already. */
    private static void forward(Web3j web3j, FluxSink<Long> sink) {
        // Nobody told of the blocks that came before: look for them now.
        sink.next(0L);
        var subscription = web3j.newHeadsNotifications().subscribe(head -> sink.next(number(head)), failure -> {
            if (!sink.isCancelled()) {
                sink.error(failure);
            }
        });
        sink.onDispose(() -> Schedulers.boundedElastic().schedule(web3j::shutdown));
        if (subscription.isDisposed() && !sink.isCancelled()) {
            sink.complete();
        }
    }

    private static Web3j open(URI url) throws Exception {
        var service = new WebSocketService(url.toString(), false);
        try {
            service.connect();
        } catch (Exception e) {
            service.close();
            throw e;
        }
        return Web3j.build(service);
    }

    private static long number(NewHeadsNotification head) {
        return ChainClient.number(
                Numeric.decodeQuantity(head.getParams().getResult().getNumber()));
    }
}

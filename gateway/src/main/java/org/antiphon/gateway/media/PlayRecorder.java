package org.antiphon.gateway.media;

import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.upstream.UnaryCall;
import org.antiphon.proto.identity.v1.Play;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Reports plays to the identity service, a batch at a time. A play must never hold up the music: when reports can't be
 * sent, plays wait in a bounded queue and are then dropped, counted and logged.
 */
public final class PlayRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlayRecorder.class);
    private static final int WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ArrayBlockingQueue<Play> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Channel channel;
    private final Rpc rpc;
    private final Clock clock;
    private final Counter recorded;
    private final Counter dropped;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final CompletableFuture<Void> reporting;

    public PlayRecorder(Channel channel, Rpc rpc, Clock clock, MeterRegistry metrics) {
        this.channel = channel;
        this.rpc = rpc;
        this.clock = clock;
        this.recorded = metrics.counter("antiphon.gateway.plays", "outcome", "recorded");
        this.dropped = metrics.counter("antiphon.gateway.plays", "outcome", "dropped");
        this.reporting = Flux.interval(EVERY)
                .takeUntilOther(stop.asMono())
                .onBackpressureDrop()
                .concatMap(tick -> report(), 1)
                .then(Mono.defer(this::report).repeat(() -> !waiting.isEmpty()).then())
                .toFuture();
    }

    /** Counts one play of what the grant is for. */
    void record(Grant grant) {
        var trackId = grant.trackId();
        if (trackId.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var play = Play.newBuilder()
                .setTrackId(trackId.getAsLong())
                .setUserId(grant.userId())
                .setPlayedAt(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        if (!waiting.offer(play)) {
            drop(1, "too many are waiting");
        }
    }

    private Mono<Void> report() {
        return Mono.defer(() -> {
            var batch = new ArrayList<Play>();
            waiting.drainTo(batch, BATCH);
            return batch.isEmpty() ? Mono.empty() : send(batch);
        });
    }

    private Mono<Void> send(List<Play> plays) {
        var options = CallOptions.DEFAULT
                .withWaitForReady()
                .withDeadlineAfter(rpc.timeout().toNanos(), TimeUnit.NANOSECONDS);
        var request = RecordPlaysRequest.newBuilder().addAllPlays(plays).build();
        return UnaryCall.send(channel, PlayServiceGrpc.getRecordPlaysMethod(), options, new Metadata(), request)
                .doOnSuccess(answer -> recorded.increment(plays.size()))
                .doOnError(failure -> drop(plays.size(), failure.getMessage()))
                .onErrorComplete()
                .then();
    }

    private void drop(int plays, @Nullable String why) {
        dropped.increment(plays);
        log.warn("plays={} outcome=dropped reason=\"{}\"", plays, why);
    }

    /** Sends what is still waiting, as far as that can be done in short time. */
    @Override
    public void close() {
        stop.tryEmitEmpty().orThrow();
        reporting
                .completeOnTimeout(null, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}

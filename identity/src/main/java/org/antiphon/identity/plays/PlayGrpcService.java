package org.antiphon.identity.plays;

import java.time.Clock;
import java.time.Duration;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.identity.v1.Play;
import org.antiphon.proto.identity.v1.ReactorPlayServiceGrpc.PlayServiceImplBase;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.proto.identity.v1.RecordPlaysResponse;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/** Speaks {@code PlayService} for {@link PlayQueue}. */
public final class PlayGrpcService extends PlayServiceImplBase {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final PlayQueue queue;
    private final Clock clock;

    PlayGrpcService(PlayQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Mono<RecordPlaysResponse> recordPlays(RecordPlaysRequest request) {
        var latest = clock.instant().plus(CLOCK_SKEW).getEpochSecond();
        var plays =
                request.getPlaysList().stream().map(play -> play(play, latest)).toList();
        return queue.add(plays).thenReturn(RecordPlaysResponse.getDefaultInstance());
    }

    private static org.antiphon.chain.Play play(Play play, long latest) {
        var seconds = play.getPlayedAt().getSeconds();
        if (seconds < 0 || seconds > latest) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "played_at: %d s since 1970 (expected: 0..%d)".formatted(seconds, latest));
        }
        return new org.antiphon.chain.Play(play.getUserId(), play.getTrackId(), seconds);
    }
}

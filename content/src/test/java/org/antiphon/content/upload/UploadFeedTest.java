package org.antiphon.content.upload;

import static org.antiphon.content.Waiting.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.antiphon.content.cid.Cid;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class UploadFeedTest {
    private static final Cid CID = Cid.parse("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");

    private final UploadFeed feed = new UploadFeed();

    @Test
    void slowWatcherSkipsToTheNewestStateAndNeverMissesTheLast() {
        var busy = upload("a", UploadStatus.BUSY);

        StepVerifier.create(feed.watch("a", Mono.just(busy)), 1)
                .expectNext(busy)
                .then(() -> {
                    for (int i = 1; i < 1000; i++) {
                        feed.progress(busy, i / 1000.0);
                    }
                    feed.publish(upload("a", UploadStatus.DONE));
                })
                .thenRequest(1)
                .expectNext(upload("a", UploadStatus.DONE))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void stateThatWasOvertakenIsNotShown() {
        var stored = Mono.fromCallable(() -> {
            feed.publish(upload("a", UploadStatus.BUSY));
            return upload("a", UploadStatus.NEW);
        });

        StepVerifier.create(feed.watch("a", stored))
                .expectNext(upload("a", UploadStatus.BUSY))
                .then(() -> feed.publish(upload("a", UploadStatus.ERROR)))
                .expectNext(upload("a", UploadStatus.ERROR))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void othersUploadsAreNotShown() {
        StepVerifier.create(feed.watch("a", Mono.just(upload("a", UploadStatus.NEW))))
                .expectNext(upload("a", UploadStatus.NEW))
                .then(() -> feed.publish(upload("b", UploadStatus.DONE)))
                .then(() -> feed.publish(upload("a", UploadStatus.DONE)))
                .expectNext(upload("a", UploadStatus.DONE))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void progressIsForgottenWhenTheWorkEnds() {
        feed.progress(upload("a", UploadStatus.BUSY), 0.5);
        assertThat(feed.current(upload("a", UploadStatus.BUSY)).progress()).isEqualTo(0.5);

        feed.publish(upload("a", UploadStatus.ERROR));

        assertThat(feed.current(upload("a", UploadStatus.BUSY)).progress()).isZero();
    }

    static Upload upload(String id, UploadStatus status) {
        return new Upload(
                id,
                status,
                Template.AUDIO,
                "a.mp3",
                CID,
                5,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                0,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}

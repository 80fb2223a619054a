package org.antiphon.discovery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class CancellationTest {
    private static final int CALLS = 1000;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void cancelledQueriesGiveTheirConnectionsBack() {
        try (var index = new TestIndex(postgres.databaseConfig())) {
            index.play(new RandomLife(1, 20, 40).history(60, 6));
            var users = new UserQueries(index.database());
            var tracks = new TrackQueries(index.database(), users);
            var trending = new TrendingQueries(index.database(), tracks);
            var search = new SearchQueries(index.database(), tracks, users);
            var everything = new TrackSearch("midnight", List.of(), List.of(), false, SearchOrder.RELEVANT);
            var page = new Page(10, 0);
            var random = new Random(1);

            Flux.range(0, CALLS)
                    .flatMap(
                            call -> Mono.firstWithSignal(
                                    Mono.delay(Duration.ofNanos(random.nextInt(20_000_000)))
                                            .then(),
                                    switch (call % 3) {
                                        case 0 ->
                                            trending.tracks(
                                                            TrackStrategy.PNAGD,
                                                            TrendingWindow.WEEK,
                                                            "",
                                                            page,
                                                            3_000_001)
                                                    .then();
                                        case 1 ->
                                            search.tracks(everything, page, 0).then();
                                        default ->
                                            users.byHandle("user3000001", 0).then();
                                    }),
                            8)
                    .blockLast(Duration.ofMinutes(2));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(index.database().acquired()).isZero());
            assertThat(users.byId(3_000_001, 0).hasElement().block()).isNotNull();
        }
    }
}

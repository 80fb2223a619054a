package org.antiphon.discovery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrendingQueriesTest {
    private static final Page ALL = new Page(100, 0);
    private static final String QUALIFIED =
            "{\"handle\":\"h%1$d\",\"name\":\"h\",\"bio\":\"b\",\"profile_picture_sizes\":\"p\",\"cover_photo_sizes\":\"c\"}";

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static List<TrendingQueries.Ranked> ranking(TestIndex index, TrendingWindow window, String genre) {
        var tracks = new TrackQueries(index.database(), new UserQueries(index.database()));
        return new TrendingQueries(index.database(), tracks)
                .ranking(TrackStrategy.PNAGD, window, genre, ALL)
                .collectList()
                .blockOptional(Duration.ofMinutes(1))
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void scoresAreThoseOfThePublishedFormula(TrendingWindow window) {
        try (var index = new TestIndex(postgres.newDatabase())) {
            var world = new World(window.days());
            index.play(world.history);
            assertThat(index.texts("SELECT reason FROM action_outcomes WHERE NOT accepted"))
                    .isEmpty();

            for (var genre : List.of("", "Rock")) {
                var expected = world.ranking(window, genre);
                var found = ranking(index, window, genre);

                assertThat(found)
                        .extracting(TrendingQueries.Ranked::id)
                        .containsExactlyElementsOf(expected.stream()
                                .map(TrendingQueries.Ranked::id)
                                .toList());
                assertThat(expected.stream().filter(each -> each.score() > 0).count())
                        .isGreaterThan(3);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i).score())
                            .isCloseTo(
                                    expected.get(i).score(),
                                    within(1e-9 * (1 + expected.get(i).score())));
                }
            }
        }
    }

    @Test
    void aPlayMovesATrackUpAtOnce() {
        try (var index = new TestIndex(postgres.newDatabase())) {
            long fan = 3_000_009;
            var history = new History(1);
            for (long user = 3_000_001; user <= fan; user++) {
                history.user(user, "h" + user, QUALIFIED.formatted(user));
            }
            for (long follower = 3_000_002; follower <= 3_000_004; follower++) {
                history.act(follower, "User", 3_000_001, "Follow").act(follower, "User", fan, "Follow");
            }
            history.track(3_000_001, 2_000_001, "One").track(3_000_001, 2_000_002, "Two");
            history.act(fan, "Track", 2_000_001, "Save")
                    .act(fan, "Track", 2_000_002, "Save")
                    .block();
            index.play(history);
            var now = history.nextTime();
            assertThat(ranking(index, TrendingWindow.WEEK, "").getFirst().id()).isEqualTo(2_000_002);

            var played = history.fork(0, 2).plays(now, 2_000_001).block();
            index.play(played.changes().subList(1, 2), 1);

            assertThat(ranking(index, TrendingWindow.WEEK, "").getFirst().id()).isEqualTo(2_000_001);
        }
    }

    /** A random small world, remembered in plain lists, and the formula over them as it is published. */
    private static final class World {
        private static final int USERS = 14;
        private static final int TRACKS = 40;
        private static final String[] GENRES = {"Rock", "Jazz"};

        private final Random random;
        private final History history;
        private final List<long[]> follows = new ArrayList<>();
        private final List<Like> saves = new ArrayList<>();
        private final List<Like> reposts = new ArrayList<>();
        private final List<Like> plays = new ArrayList<>();
        private final List<Song> songs = new ArrayList<>();
        private final Instant now;

        private record Like(int user, int track, Instant time) {}

        private record Song(int owner, String genre, Instant out) {}

        World(long seed) {
            random = new Random(seed);
            history = new History(seed).every(Duration.ofHours(26));
            for (int user = 0; user < USERS; user++) {
                history.user(
                        3_000_000L + user,
                        "h" + user,
                        user % 4 == 3
                                ? "{\"handle\":\"h%1$d\",\"name\":\"h\",\"bio\":\"b\"}".formatted(user)
                                : QUALIFIED.formatted(user));
            }
            for (int i = 0; i < 60; i++) {
                follow(random.nextInt(USERS), random.nextInt(USERS));
            }
            for (int track = 0; track < TRACKS; track++) {
                publish(track);
                for (int i = 0; i < 6; i++) {
                    enjoy(random.nextInt(USERS), random.nextInt(track + 1));
                }
                history.block();
            }
            now = history.every(Duration.ofDays(3).plusSeconds(1234))
                    .block()
                    .last()
                    .timestamp();
        }

        private void follow(int follower, int followee) {
            boolean isNew = follows.stream().noneMatch(each -> each[0] == follower && each[1] == followee);
            if (isNew && follower != followee) {
                follows.add(new long[] {follower, followee});
                history.act(3_000_000L + follower, "User", 3_000_000L + followee, "Follow");
            }
        }

        private void publish(int track) {
            var time = history.nextTime();
            var song = new Song(random.nextInt(USERS), GENRES[random.nextInt(2)], time);
            songs.add(song);
            var released = random.nextInt(3) == 0 ? ",\"release_date\":\"2025-01-01T00:00:00Z\"" : "";
            history.track(3_000_000L + song.owner(), 2_000_000L + track, "T" + track, song.genre(), released);
        }

        private void enjoy(int user, int track) {
            var time = history.nextTime();
            plays.add(new Like(user, track, time));
            history.plays(time, 2_000_000L + track);
            var likes = random.nextBoolean() ? saves : reposts;
            boolean isNew = likes.stream().noneMatch(each -> each.user() == user && each.track() == track);
            if (isNew && songs.get(track).owner() != user) {
                likes.add(new Like(user, track, time));
                history.act(3_000_000L + user, "Track", 2_000_000L + track, likes == saves ? "Save" : "Repost");
            }
        }

        List<TrendingQueries.Ranked> ranking(TrendingWindow window, String genre) {
            var ranked = new ArrayList<TrendingQueries.Ranked>();
            for (int track = 0; track < TRACKS; track++) {
                if (genre.isEmpty() || songs.get(track).genre().equals(genre)) {
                    ranked.add(new TrendingQueries.Ranked(2_000_000L + track, score(track, window)));
                }
            }
            ranked.sort((a, b) ->
                    a.score() != b.score() ? Double.compare(b.score(), a.score()) : Long.compare(b.id(), a.id()));
            return ranked;
        }

        private double score(int track, TrendingWindow window) {
            if (followers(songs.get(track).owner()) < 3) {
                return 0;
            }
            if (window == TrendingWindow.ALL_TIME) {
                return (count(plays, track) + 0.25 * count(reposts, track) + 0.01 * count(saves, track)) * karma(track);
            }
            var since = since(window);
            double base = (count(recent(plays, since.truncatedTo(ChronoUnit.HOURS)), track)
                            + 50.0 * count(recent(reposts, since), track)
                            + count(recent(saves, since), track)
                            + 0.25 * count(reposts, track)
                            + 0.01 * count(saves, track))
                    * karma(track);
            double age = Duration.between(songs.get(track).out(), now).toDays();
            return age <= window.days()
                    ? base
                    : base * Math.max(1e-5, Math.pow(1e5, Math.max(-10, 1 - age / window.days())));
        }

        private Instant since(TrendingWindow window) {
            var end = now.atOffset(ZoneOffset.UTC);
            return switch (window) {
                case WEEK -> end.minusWeeks(1).toInstant();
                case MONTH -> end.minusMonths(1).toInstant();
                case YEAR -> end.minusYears(1).toInstant();
                case ALL_TIME -> Instant.EPOCH;
            };
        }

        private double karma(int track) {
            double karma = 0;
            for (var likes : List.of(saves, reposts)) {
                for (var like : likes) {
                    karma += like.track() == track && like.user() % 4 != 3 ? followers(like.user()) : 0;
                }
            }
            return karma;
        }

        private long followers(int user) {
            return follows.stream().filter(each -> each[1] == user).count();
        }

        private static List<Like> recent(List<Like> likes, Instant since) {
            return likes.stream().filter(each -> each.time().isAfter(since)).toList();
        }

        private static long count(List<Like> likes, int track) {
            return likes.stream().filter(each -> each.track() == track).count();
        }
    }
}

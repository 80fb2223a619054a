package org.antiphon.discovery.query;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antiphon.discovery.testing.History;

/** A random history in which everything happens that a trending score depends on, over more than a year. */
final class TrendingLife {
    static final long USER = 3_000_000;
    static final long TRACK = 2_000_000;
    static final long PLAYLIST = 400_000;
    private static final int USERS = 14;
    private static final int TRACKS = 60;
    private static final int PLAYLISTS = 16;
    private static final String[] GENRES = {"Rock", "Jazz", "Techno"};

    private final Random random;

    TrendingLife(long seed) {
        random = new Random(seed);
    }

    /** A world in which there are users already who follow each other, and like each other's tracks. */
    History begin(History history) {
        for (int user = 0; user < USERS; user++) {
            history.user(USER + user, "user" + user, profile(user, random.nextInt(4) > 0));
        }
        for (int i = 0; i < 60; i++) {
            history.act(user(), "User", user(), "Follow");
        }
        for (long track = TRACK; track < TRACK + TRACKS - 10; track++) {
            history.track(user(), track, "T" + track, pick(GENRES), "");
            history.act(user(), "Track", track, "Save").act(user(), "Track", track, "Repost");
            play(history, track, 40 + random.nextInt(30));
        }
        for (int i = 0; i < 60; i++) {
            playlist(history);
        }
        return history.block();
    }

    /** So many blocks more. */
    History live(History history, int blocks) {
        for (int block = 0; block < blocks; block++) {
            int events = random.nextInt(12);
            for (int event = 0; event < events; event++) {
                event(history);
            }
            history.every(pause()).block();
        }
        return history;
    }

    private Duration pause() {
        return switch (random.nextInt(12)) {
            case 0 -> Duration.ofDays(1 + random.nextInt(12));
            case 1 -> Duration.ofHours(random.nextInt(40));
            case 2 -> random.nextInt(5) == 0 ? Duration.ofDays(random.nextInt(90)) : Duration.ZERO;
            case 3, 4, 5 -> Duration.ofHours(random.nextInt(6));
            default -> Duration.ofSeconds(random.nextInt(5000));
        };
    }

    private void event(History history) {
        switch (random.nextInt(20)) {
            case 0, 1 -> publish(history);
            case 2 -> change(history);
            case 3 -> history.act(user(), "User", user(), random.nextInt(3) == 0 ? "Unfollow" : "Follow");
            case 4 -> profile(history);
            case 5, 6, 7 -> like(history, "Track", TRACK + random.nextInt(TRACKS));
            case 8, 9, 10 -> like(history, "Playlist", PLAYLIST + random.nextInt(PLAYLISTS));
            case 11, 12 -> playlist(history);
            case 13 -> history.act(user(), "Track", TRACK + random.nextInt(TRACKS), "Delete");
            default -> play(history);
        }
    }

    private void publish(History history) {
        var more = switch (random.nextInt(6)) {
            case 0 ->
                ",\"release_date\":\"%s\"".formatted(history.nextTime().minus(Duration.ofDays(random.nextInt(50))));
            case 1 ->
                ",\"is_scheduled_release\":true,\"is_unlisted\":false,\"release_date\":\"%s\""
                        .formatted(history.nextTime().plus(Duration.ofDays(random.nextInt(20))));
            case 2 -> ",\"is_unlisted\":true";
            case 3 -> random.nextInt(3) == 0 ? ",\"stem_of\":{\"parent_track_id\":%d}".formatted(TRACK) : "";
            default -> "";
        };
        history.track(user(), TRACK + random.nextInt(TRACKS), "T" + random.nextInt(), pick(GENRES), more);
    }

    private void change(History history) {
        history.act(
                user(),
                "Track",
                TRACK + random.nextInt(TRACKS),
                "Update",
                "{\"data\":{\"genre\":\"%s\",\"is_unlisted\":%s}}".formatted(pick(GENRES), random.nextInt(4) == 0));
    }

    private void profile(History history) {
        int user = random.nextInt(USERS);
        history.act(
                USER + user,
                "User",
                USER + user,
                "Update",
                "{\"data\":{\"bio\":%s}}".formatted(random.nextBoolean() ? "null" : "\"b\""));
    }

    private void like(History history, String type, long id) {
        history.act(user(), type, id, pick(new String[] {"Save", "Save", "Unsave", "Repost", "Repost", "Unrepost"}));
    }

    private void playlist(History history) {
        var entries = IntStream.range(0, 2 + random.nextInt(4))
                .mapToObj(i -> "{\"track_id\":%d,\"timestamp\":%d}".formatted(TRACK + random.nextInt(TRACKS), i))
                .collect(Collectors.joining(","));
        var action = random.nextInt(12) == 0 ? "Delete" : random.nextBoolean() ? "Create" : "Update";
        int playlist = random.nextInt(PLAYLISTS);
        history.act(
                user(),
                "Playlist",
                PLAYLIST + playlist,
                action,
                "{\"playlist_name\":\"P\",\"is_album\":%s,\"is_private\":%s,\"playlist_contents\":[%s]}"
                        .formatted(playlist % 4 == 0, random.nextInt(6) == 0, entries));
    }

    private void play(History history) {
        play(history, TRACK + random.nextInt(TRACKS), 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 4));
    }

    private void play(History history, long track, int times) {
        var ids = new long[times];
        Arrays.fill(ids, track);
        history.plays(history.nextTime().minusSeconds(random.nextInt(100_000)), ids);
    }

    private static String profile(int user, boolean isWhole) {
        return "{\"handle\":\"user%d\",\"name\":\"N\",\"bio\":%s,\"profile_picture_sizes\":\"p\",\"cover_photo_sizes\":\"c\"}"
                .formatted(user, isWhole ? "\"b\"" : "null");
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }

    private long user() {
        return USER + random.nextInt(USERS);
    }
}

package org.antiphon.discovery.testing;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;

/** A random history in which everything happens: valid actions mostly, and everything that can be wrong. */
public final class RandomLife {
    private static final String[] GENRES = {"Electronic", "Rock", "Jazz", "Techno"};
    private static final String[] TITLES = {"Midnight", "Sun Rise", "midnight", "Ocean", "Ocean 1", "!!!", "Été"};

    private final Random random;
    private final History history;
    private final int users;
    private final int tracks;
    private int kinds = 20;

    public RandomLife(long seed, int users, int tracks) {
        this.random = new Random(seed);
        this.history = new History(seed);
        this.users = users;
        this.tracks = tracks;
    }

    /** Only what the first version of the index knew already. */
    public RandomLife ofFirstVersion() {
        kinds = 14;
        return this;
    }

    /** A history of so many blocks with up to {@code most} events each. */
    public History history(int blocks, int most) {
        for (int block = 0; block < blocks; block++) {
            int events = random.nextInt(most + 1);
            for (int event = 0; event < events; event++) {
                event();
            }
            history.every(Duration.ofSeconds(1 + random.nextInt(7200))).block();
        }
        return history;
    }

    private void event() {
        switch (random.nextInt(kinds)) {
            case 0, 1 -> createUser();
            case 2 -> updateUser();
            case 3, 4 -> createTrack();
            case 5 -> updateTrack();
            case 6 -> history.act(user(), "Track", track(), "Delete");
            case 7 -> history.act(user(), "User", user(), random.nextInt(3) == 0 ? "Unfollow" : "Follow");
            case 8, 9 -> history.act(user(), "Track", track(), random.nextInt(3) == 0 ? "Unsave" : "Save");
            case 10 -> history.act(user(), "Track", track(), random.nextInt(3) == 0 ? "Unrepost" : "Repost");
            case 11, 12 ->
                history.plays(history.nextTime().minusSeconds(random.nextInt(7200)), track(), track(), track());
            case 13 -> nonsense();
            case 14, 15 -> playlist();
            case 16 -> grant();
            case 17 -> more();
            default -> talk();
        }
    }

    private void createUser() {
        long id = user();
        history.user(
                id,
                "user" + id,
                "{\"handle\":\"user%d\",\"name\":\"N\",\"bio\":%s,\"profile_picture_sizes\":\"p\",\"cover_photo_sizes\":\"c\"}"
                        .formatted(id, random.nextBoolean() ? "\"b\"" : "null"));
    }

    private void updateUser() {
        history.act(user(), "User", user(), "Update", "{\"bio\":\"%d\"}".formatted(random.nextInt()));
        long id = user();
        history.act(id, "User", id, "Update", "{\"data\":{\"name\":\"Name %d\"}}".formatted(random.nextInt(100)));
    }

    private void createTrack() {
        var unlisted = random.nextInt(5) == 0 ? ",\"is_unlisted\":true" : "";
        var remix = random.nextInt(5) == 0
                ? ",\"remix_of\":{\"tracks\":[{\"parent_track_id\":%d}]}".formatted(track())
                : "";
        var stem = random.nextInt(8) == 0 ? ",\"stem_of\":{\"parent_track_id\":%d}".formatted(track()) : "";
        history.track(user(), track(), pick(TITLES), pick(GENRES), unlisted + remix + stem);
    }

    private void updateTrack() {
        var data = random.nextBoolean()
                ? "{\"title\":\"%s\"}".formatted(pick(TITLES))
                : "{\"data\":{\"is_unlisted\":%s,\"remix_of\":{\"tracks\":[{\"parent_track_id\":%d}]}}}"
                        .formatted(random.nextBoolean(), track());
        history.act(user(), "Track", track(), "Update", data);
    }

    private void playlist() {
        var action = random.nextInt(10) == 0 ? "Delete" : random.nextBoolean() ? "Create" : "Update";
        history.act(
                user(),
                "Playlist",
                playlistId(),
                action,
                "{\"playlist_name\":\"%s\",\"is_album\":%s,\"is_private\":%s,\"playlist_contents\":[%s,%s]}"
                        .formatted(pick(TITLES), random.nextBoolean(), random.nextInt(4) == 0, entry(), entry()));
    }

    private String entry() {
        return "{\"track_id\":%d,\"timestamp\":%d}".formatted(track(), random.nextInt(3));
    }

    private void more() {
        history.act(BigInteger.valueOf(user()), History.wallet(user()), "Track", track(), "Save", "");
        history.act(user(), "DeveloperApp", 0, "Create", "{\"name\":\"no proof\"}");
        long id = user();
        history.act(
                id,
                "User",
                id,
                "Update",
                "{\"allow_ai_attribution\":true,\"events\":{\"referrer\":%d}}".formatted(user()));
        history.act(user(), "User", user(), random.nextInt(3) == 0 ? "Unsubscribe" : "Subscribe");
        history.act(user(), "Track", track(), random.nextBoolean() ? "Share" : "Download");
        history.act(
                user(), "Playlist", playlistId(), pick(new String[] {"Save", "Unsave", "Repost", "Unrepost", "Share"}));
    }

    private void grant() {
        long manager = user();
        history.act(
                user(),
                "Grant",
                0,
                random.nextInt(3) == 0 ? "Delete" : "Create",
                "{\"grantee_address\":\"%s\"}".formatted(History.wallet(manager)));
        history.act(manager, "Grant", 0, "Approve", "{\"grantor_user_id\":%d}".formatted(user()));
    }

    private void talk() {
        var answer = random.nextInt(3) == 0 ? ",\"parent_comment_id\":%d".formatted(comment()) : "";
        history.act(
                user(),
                "Comment",
                comment(),
                random.nextInt(4) == 0 ? "Update" : "Create",
                "{\"entity_id\":%d,\"body\":\"%s\"%s}".formatted(track(), pick(TITLES), answer));
        var actions = new String[] {"Delete", "React", "React", "Unreact", "Pin", "Unpin", "Report", "Mute", "Unmute"};
        history.act(user(), "Comment", comment(), pick(actions));
        contest();
        look();
        history.act(user(), pick(new String[] {"User", "Track"}), random.nextBoolean() ? user() : track(), "Mute");
    }

    private void contest() {
        var end = history.nextTime().plusSeconds(3600 + random.nextInt(200_000));
        history.act(
                user(),
                "Event",
                1 + random.nextInt(users),
                pick(new String[] {"Create", "Create", "Update", "Delete"}),
                "{\"entity_id\":%d,\"end_date\":\"%s\"}".formatted(track(), end));
    }

    private void look() {
        history.act(user(), "Notification", 0, "View");
        history.act(user(), "Notification", playlistId(), "ViewPlaylist");
        history.act(
                user(),
                "Tip",
                0,
                "Update",
                "{\"reactedTo\":\"0x%d\",\"reactionValue\":%d}".formatted(random.nextInt(5), random.nextInt(5)));
        history.act(user(), "Collectibles", 0, pick(new String[] {"Create", "Delete"}), "{\"collectibles\":{}}");
        long owner = user();
        history.act(
                owner,
                pick(new String[] {"EncryptedEmail", "EmailAccess"}),
                0,
                pick(new String[] {"AddEmail", "Update"}),
                "{\"encrypted_email\":\"e\",\"access_grants\":[{\"receiving_user_id\":%d,\"encrypted_key\":\"k\"}]}"
                        .formatted(user()));
        history.verified(user(), random.nextBoolean());
    }

    private void nonsense() {
        var metadata =
                new String[] {"", "{", "[]", "{\"data\":{\"title\":5}}", "\u0000", "{\"title\":\"\\u0000\"}", "null"};
        var types = new String[] {"User", "Track", "Playlist", "", "\u0000"};
        var actions = new String[] {"Create", "Update", "Dance", ""};
        history.act(user(), pick(types), random.nextBoolean() ? track() : 1L << 40, pick(actions), pick(metadata));
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }

    private long user() {
        return 3_000_000L + random.nextInt(users);
    }

    private long playlistId() {
        return 400_000L + random.nextInt(users);
    }

    private long comment() {
        return 4_000_000L + random.nextInt(tracks);
    }

    private long track() {
        return 2_000_000L + random.nextInt(tracks);
    }
}

package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.antiphon.chain.PersonalMessage;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

class EntitiesTest {
    private static final long ARTIST = 3_000_001;
    private static final long FAN = 3_000_002;
    private static final long TRACK = 2_000_001;
    private static final long LIST = 400_001;
    private static final long COMMENT = 4_000_001;
    private static final Credentials APP = Credentials.create("0xa11ce");

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static TestIndex lived;

    /** One life for all counters, with blocks taken back. */
    @BeforeAll
    static void live() {
        lived = new TestIndex(postgres.newDatabase());
        var life = new RandomLife(11, 12, 25).history(300, 10);
        lived.play(life);
        lived.play(life.reverts(20), 9);
    }

    @AfterAll
    static void close() {
        lived.close();
    }

    private static History published() {
        return new History(1)
                .user(ARTIST, "artist")
                .user(FAN, "fan")
                .track(ARTIST, TRACK, "Midnight")
                .block();
    }

    private static String app() {
        return APP.getAddress().toLowerCase(Locale.ROOT);
    }

    private static String proof() {
        var message = "Creating Audius developer app at 1767225600";
        return "{\"name\":\"App\",\"app_signature\":{\"message\":\"%s\",\"signature\":\"0x%s\"}}"
                .formatted(message, HexFormat.of().formatHex(PersonalMessage.sign(message, APP)));
    }

    private static History saveByApp(History history) {
        return history.act(BigInteger.valueOf(FAN), app(), "Track", TRACK, "Save", "")
                .block();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void anAppActsForAUserAsLongAsItLives(int batch) {
        var history = published();
        var named = "{\"address\":\"%s\"}".formatted(app());
        saveByApp(history.act(ARTIST, "DeveloperApp", 0, "Create", proof())
                .act(FAN, "Grant", 0, "Create", "{\"grantee_address\":\"%s\"}".formatted(app()))
                .block());
        saveByApp(history.act(ARTIST, "DeveloperApp", 0, "Delete", named).block());
        history.act(ARTIST, "DeveloperApp", 0, "Create", proof()).block();
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(history.changes(), batch);

            assertThat(index.texts("SELECT action || ': ' || left(reason, 18) FROM action_outcomes"
                            + " WHERE NOT accepted ORDER BY block_number, log_index"))
                    .containsExactly("Save: SIGNER_NOT_ALLOWED");
            assertThat(index.texts("SELECT address || is_delete FROM developer_apps"))
                    .containsExactly(app() + "false");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void thePlaylistsThatHoldATrackAreFoundByIt(int batch) {
        var history = published()
                .act(FAN, "Playlist", LIST, "Create", contents(TRACK))
                .act(FAN, "Playlist", LIST + 1, "Create", contents(TRACK))
                .block()
                .act(FAN, "Playlist", LIST, "Update", contents(TRACK + 1))
                .block();
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(history.changes(), batch);

            assertThat(index.texts("SELECT playlist_id || ' ' || is_removed FROM playlist_tracks WHERE track_id = "
                            + TRACK + " ORDER BY 1"))
                    .containsExactly(LIST + " true", LIST + 1 + " false");
            assertThat(index.texts("SELECT playlist_count FROM user_counts WHERE user_id = " + FAN))
                    .containsExactly("2");
        }
    }

    /** The track of a comment is read through the comment, or is in the batch already. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void whatACommentChangesOfItsTrackIsTakenBack(int batch) {
        var commented = published()
                .act(FAN, "Comment", COMMENT, "Create", "{\"entity_id\":%d,\"body\":\"Nice\"}".formatted(TRACK))
                .block()
                .act(ARTIST, "Comment", COMMENT, "React")
                .act(ARTIST, "Comment", COMMENT, "Pin")
                .block()
                .act(FAN, "Comment", COMMENT, "Delete")
                .block();
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(commented.changes(), batch);
            assertThat(talk(index)).containsExactly("null 0 1");
            index.play(commented.reverts(1), batch);
            assertThat(talk(index)).containsExactly(COMMENT + " 1 1");
            index.play(commented.reverts(2).subList(1, 2), batch);
            assertThat(talk(index)).containsExactly("null 1 0");
        }
    }

    private static List<String> talk(TestIndex index) {
        return index.texts("""
                SELECT concat_ws(' ', coalesce(pinned_comment_id::text, 'null'), comment_count,
                    (SELECT coalesce(sum(react_count), 0) FROM comment_counts))
                FROM tracks JOIN track_counts USING (track_id)
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void theMarksOfBothVerifiersAreTakenBack(int batch) {
        var byAction = BigInteger.valueOf(FAN);
        var history = published()
                .verified(ARTIST, true)
                .verified(3_000_077, true)
                .act(byAction, History.OPERATOR, "User", FAN, "Verify", "")
                .block()
                .verified(ARTIST, false)
                .block();
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(history.changes(), batch);
            assertThat(verified(index)).containsExactly("false", "true");
            index.play(history.reverts(1), batch);
            assertThat(verified(index)).containsExactly("true", "true");
            index.play(history.reverts(2).subList(1, 2), batch);
            assertThat(verified(index)).containsExactly("false", "false");
        }
    }

    private static List<String> verified(TestIndex index) {
        return index.texts("SELECT is_verified FROM users ORDER BY user_id");
    }

    private static String contents(long track) {
        return "{\"playlist_name\":\"L\",\"playlist_contents\":[{\"track_id\":%d,\"timestamp\":1}]}".formatted(track);
    }

    static Stream<String> counters() {
        return Stream.of(
                "user_counts.follower_count = follows f WHERE f.followee_id = c.user_id",
                "user_counts.followee_count = follows f WHERE f.follower_id = c.user_id",
                "user_counts.subscriber_count = subscriptions s WHERE s.user_id = c.user_id",
                "user_counts.track_count = tracks t WHERE t.owner_id = c.user_id AND t.is_public",
                "user_counts.playlist_count = playlists p WHERE p.owner_id = c.user_id AND p.is_public AND NOT p.is_album",
                "user_counts.album_count = playlists p WHERE p.owner_id = c.user_id AND p.is_public AND p.is_album",
                "user_counts.save_count = saves s WHERE s.user_id = c.user_id",
                "user_counts.repost_count = reposts r WHERE r.user_id = c.user_id",
                "track_counts.save_count = saves s WHERE s.item_type = 'track' AND s.item_id = c.track_id",
                "track_counts.repost_count = reposts r WHERE r.item_type = 'track' AND r.item_id = c.track_id",
                "track_counts.share_count = shares s WHERE s.item_type = 'track' AND s.item_id = c.track_id",
                "track_counts.download_count = track_downloads d WHERE d.track_id = c.track_id",
                "track_counts.comment_count = comments m WHERE m.track_id = c.track_id AND NOT m.is_delete",
                "comment_counts.react_count = comment_reactions r WHERE r.comment_id = c.comment_id",
                "playlist_counts.save_count = saves s WHERE s.item_type <> 'track' AND s.item_id = c.playlist_id",
                "playlist_counts.repost_count = reposts r WHERE r.item_type <> 'track' AND r.item_id = c.playlist_id",
                "playlist_counts.share_count = shares s WHERE s.item_type <> 'track' AND s.item_id = c.playlist_id");
    }

    @ParameterizedTest
    @MethodSource("counters")
    void countersAreWhatCountingTheRowsGives(String counter) {
        var table = counter.substring(0, counter.indexOf('.'));
        var column = counter.substring(counter.indexOf('.') + 1, counter.indexOf(' '));
        var rows = counter.substring(counter.indexOf('=') + 2);
        assertThat(lived.texts(
                        "SELECT * FROM (SELECT c.%2$s AS kept, (SELECT count(*) FROM %3$s) AS counted FROM %1$s c) x WHERE kept <> counted"
                                .formatted(table, column, rows)))
                .isEmpty();
        assertThat(lived.texts("SELECT sum(%2$s) > 0 FROM %1$s".formatted(table, column)))
                .isEqualTo(List.of("true"));
    }

    @Test
    void playsAreTheSumOfTheirHours() {
        assertThat(lived.texts("""
                SELECT track_id FROM track_counts FULL JOIN (
                    SELECT track_id, sum(plays) AS plays FROM track_plays_hourly GROUP BY 1) h USING (track_id)
                WHERE coalesce(play_count, 0) <> coalesce(plays, 0)
                """)).isEmpty();
        assertThat(lived.texts("SELECT sum(play_count) > 0 FROM track_counts")).containsExactly("true");
    }
}

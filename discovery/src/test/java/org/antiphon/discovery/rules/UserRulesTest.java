package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;
import static org.antiphon.discovery.rules.Scene.ALICE;
import static org.antiphon.discovery.rules.Scene.BOB;
import static org.antiphon.discovery.rules.Scene.SONG;
import static org.antiphon.discovery.rules.VerdictAssert.assertThat;

import java.util.Locale;
import org.antiphon.discovery.model.Key;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRulesTest {
    private static final long NEW = 3_000_009;
    private static final String MINT = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

    private final Scene scene = Scene.populated();

    private Verdict create(long id, String metadata) {
        return scene.act(id, "User", id, "Create", metadata);
    }

    @Test
    void creatingAUserKeepsWalletHandleAndProfile() {
        assertThat(create(NEW, "{\"cid\":\"bag\",\"data\":{\"handle\":\"New.User_1\",\"name\":\"N\",\"bio\":\"b\"}}"))
                .isAccepted();

        var user = requireNonNull(scene.user(NEW));
        Assertions.assertThat(user.handle()).isEqualTo("new.user_1");
        Assertions.assertThat(user.wallet()).isEqualTo(Scene.wallet(NEW));
        Assertions.assertThat(user.profile().bio()).isEqualTo("b");
        Assertions.assertThat(user.metadataMultihash()).isEqualTo("bag");
        Assertions.assertThat(user.createdAt()).isEqualTo(Scene.NOW);
    }

    @Test
    void theHandleStandsInForAMissingName() {
        assertThat(create(NEW, "{\"handle\":\"nameless\"}")).isAccepted();
        Assertions.assertThat(requireNonNull(scene.user(NEW)).profile().name()).isEqualTo("nameless");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2_999_999, 1L << 31, Long.MAX_VALUE})
    void idsOutsideTheRangeAreRejected(long id) {
        assertThat(create(id, "{\"handle\":\"new\"}")).isRejected(Rejection.ID_INVALID);
    }

    @Test
    void theEntityMustBeTheUser() {
        assertThat(scene.act(NEW, "User", BOB, "Create", "{\"handle\":\"new\"}"))
                .isRejected(Rejection.ID_INVALID);
    }

    @Test
    void aTakenIdHandleOrWalletIsRejected() {
        assertThat(scene.act(ALICE, Scene.wallet(77), "User", ALICE, "Create", "{\"handle\":\"new\"}"))
                .isRejected(Rejection.ID_TAKEN);
        assertThat(create(NEW, "{\"handle\":\"ALICE\"}")).isRejected(Rejection.HANDLE_TAKEN);
        assertThat(scene.act(NEW, Scene.wallet(ALICE), "User", NEW, "Create", "{\"handle\":\"new\"}"))
                .isRejected(Rejection.WALLET_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "ümlaut",
                "a/b",
                "-",
                "a234567890123456789012345678901",
                "feed",
                "v1",
                "electronic",
                "hiphoprap",
                "melancholy",
                "..",
                "health_check"
            })
    void handlesThatCannotStandInAUrlOrAreReservedAreRejected(String handle) {
        assertThat(create(NEW, "{\"handle\":\"%s\"}".formatted(handle))).isRejected(Rejection.HANDLE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "5", "null", "{\"handle\":\"x\"} trailing"})
    void unreadableMetadataIsRejected(String metadata) {
        assertThat(create(NEW, metadata)).isRejected(Rejection.METADATA_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":5",
                "\"name\":\" \"",
                "\"bio\":[]",
                "\"allow_ai_attribution\":1",
                "\"playlist_library\":[]",
                "\"profile_type\":5",
                "\"is_deactivated\":\"yes\"",
                "\"artist_pick_track_id\":\"x\"",
                "\"artist_pick_track_id\":2000001",
                "\"bio\":\"\\u0000\"",
                "\"location\":\"\\ud800\""
            })
    void fieldsOfTheWrongTypeAreRejected(String field) {
        assertThat(create(NEW, "{\"handle\":\"new\",%s}".formatted(field))).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void settingsAreKeptUntilChanged() {
        scene.must(
                ALICE,
                "User",
                ALICE,
                "Update",
                "{\"allow_ai_attribution\":true,\"playlist_library\":{\"contents\":[]},\"profile_type\":\"label\""
                        + ",\"collectibles\":{\"a\":{}},\"coin_flair_mint\":\"%s\"}".formatted(MINT));
        scene.must(ALICE, "User", ALICE, "Update", "{\"bio\":\"b\"}");

        var settings = requireNonNull(scene.user(ALICE)).settings();
        Assertions.assertThat(settings.allowAiAttribution()).isTrue();
        Assertions.assertThat(settings.playlistLibrary()).hasToString("{\"contents\":[]}");
        Assertions.assertThat(settings.profileType()).isEqualTo("label");
        Assertions.assertThat(settings.hasCollectibles()).isTrue();
        Assertions.assertThat(settings.coinFlairMint()).isEqualTo(MINT);
        scene.must(ALICE, "User", ALICE, "Update", "{\"collectibles\":null}");
        Assertions.assertThat(requireNonNull(scene.user(ALICE)).settings().hasCollectibles())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spl_wallet", "spl_usdc_payout_wallet", "coin_flair_mint"})
    void solanaAddressesAre32BytesInBase58(String field) {
        for (var address : new String[] {MINT, "1".repeat(32), ""}) {
            assertThat(scene.act(ALICE, "User", ALICE, "Update", "{\"%s\":\"%s\"}".formatted(field, address)))
                    .isAccepted();
        }
        for (var address : new String[] {"x", MINT.substring(2), MINT + "1", MINT.replace('a', '0'), "z".repeat(44)}) {
            assertThat(scene.act(ALICE, "User", ALICE, "Update", "{\"%s\":\"%s\"}".formatted(field, address)))
                    .isRejected(Rejection.METADATA_INVALID);
        }
    }

    @Test
    void theFirstReferrerStaysAndNobodyRefersToThemselves() {
        var key = new Key.UserEventsKey(NEW);
        assertThat(create(NEW, "{\"handle\":\"new\",\"events\":{\"referrer\":%d}}".formatted(NEW)))
                .isAccepted();
        Assertions.assertThat(requireNonNull(scene.row(key)).referrer()).isNull();
        scene.must(NEW, "User", NEW, "Update", "{\"events\":{\"referrer\":3000001,\"is_mobile_user\":true}}");
        scene.must(NEW, "User", NEW, "Update", "{\"events\":{\"referrer\":3000002,\"is_mobile_user\":false}}");
        scene.must(NEW, "User", NEW, "Update", "{\"events\":\"unreadable\"}");
        Assertions.assertThat(requireNonNull(scene.row(key)).referrer()).isEqualTo(ALICE);
        Assertions.assertThat(requireNonNull(scene.row(key)).isMobileUser()).isTrue();
    }

    @Test
    void aBioIsMeasuredInCharacters() {
        assertThat(scene.act(BOB, "User", BOB, "Update", "{\"bio\":\"%s\"}".formatted("😀".repeat(256))))
                .isAccepted();
        assertThat(scene.act(BOB, "User", BOB, "Update", "{\"bio\":\"%s\"}".formatted("b".repeat(257))))
                .isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void anUpdateChangesTheGivenFieldsOnlyAndNullClears() {
        scene.must(ALICE, "User", ALICE, "Update", "{\"bio\":\"b\",\"location\":\"l\",\"profile_picture\":\"p\"}");
        scene.must(
                ALICE,
                "User",
                ALICE,
                "Update",
                "{\"data\":{\"bio\":null,\"handle\":\"alice\",\"artist_pick_track_id\":2000001}}");

        var profile = requireNonNull(scene.user(ALICE)).profile();
        Assertions.assertThat(profile.bio()).isNull();
        Assertions.assertThat(profile.location()).isEqualTo("l");
        Assertions.assertThat(profile.profilePictureSizes()).isEqualTo("p");
        Assertions.assertThat(profile.artistPickTrackId()).isEqualTo(SONG);
        Assertions.assertThat(profile.name()).isEqualTo("Alice");
    }

    @Test
    void onlyTheUsersWalletMayUpdate() {
        assertThat(scene.act(ALICE, Scene.wallet(BOB), "User", ALICE, "Update", "{}"))
                .isRejected(Rejection.SIGNER_NOT_ALLOWED);
        assertThat(scene.act(
                        ALICE,
                        Scene.wallet(ALICE).toUpperCase(Locale.ROOT).replace("0X", "0x"),
                        "User",
                        ALICE,
                        "Update",
                        "{}"))
                .isAccepted();
        assertThat(scene.act(NEW, "User", NEW, "Update", "{}")).isRejected(Rejection.USER_UNKNOWN);
        assertThat(scene.act(ALICE, "User", ALICE, "Update", "")).isRejected(Rejection.METADATA_INVALID);
    }

    @Test
    void aHandleNeverChanges() {
        assertThat(scene.act(ALICE, "User", ALICE, "Update", "{\"handle\":\"eve\"}"))
                .isRejected(Rejection.HANDLE_INVALID);
    }

    @Test
    void anothersTrackCannotBeTheArtistPick() {
        assertThat(scene.act(BOB, "User", BOB, "Update", "{\"artist_pick_track_id\":2000001}"))
                .isRejected(Rejection.METADATA_INVALID);
    }
}

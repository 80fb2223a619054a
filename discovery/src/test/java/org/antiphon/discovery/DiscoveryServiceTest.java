package org.antiphon.discovery;

import static org.antiphon.discovery.testing.Failures.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.proto.discovery.v1.ActionOutcome;
import org.antiphon.proto.discovery.v1.GetBlockConfirmationRequest;
import org.antiphon.proto.discovery.v1.GetStateCommitmentRequest;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackStreamRequest;
import org.antiphon.proto.discovery.v1.GetTransactionOutcomeRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedUserIdRequest;
import org.antiphon.proto.discovery.v1.GetUserAccountRequest;
import org.antiphon.proto.discovery.v1.GetUserByHandleRequest;
import org.antiphon.proto.discovery.v1.GetUserRequest;
import org.antiphon.proto.discovery.v1.IndexServiceGrpc;
import org.antiphon.proto.discovery.v1.ListTracksRequest;
import org.antiphon.proto.discovery.v1.ListTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.ListUndergroundTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.ListUserTracksRequest;
import org.antiphon.proto.discovery.v1.ListUsersRequest;
import org.antiphon.proto.discovery.v1.SearchTracksRequest;
import org.antiphon.proto.discovery.v1.SearchUsersRequest;
import org.antiphon.proto.discovery.v1.StateCommitment;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.proto.discovery.v1.User;
import org.antiphon.proto.discovery.v1.UserServiceGrpc;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

class DiscoveryServiceTest {
    private static final long ARTIST = 3_000_001;
    private static final long FAN = 3_000_002;
    private static final long FRIEND = 3_000_003;
    private static final long TRACK = 2_000_001;
    private static final String PREVIEW = History.cid(1);
    private static final long GATED = 2_000_002;
    private static final long UNLISTED = 2_000_003;
    private static final long DELETED = 2_000_004;
    private static final long SILENT = 2_000_005;
    private static final long UNKNOWN = 2_999_998;
    private static final long REMIX = 2_000_006;
    private static final String KEY = "0x" + "4f".repeat(32);
    private static final String ABSENT = "0x" + "ab".repeat(32);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static TestIndex index;
    private static History history;
    private static ServiceHost host;
    private static ManagedChannel channel;
    private static TrackServiceGrpc.TrackServiceBlockingStub tracks;
    private static UserServiceGrpc.UserServiceBlockingStub users;
    private static IndexServiceGrpc.IndexServiceBlockingStub confirmations;

    @BeforeAll
    static void start() {
        index = new TestIndex(postgres.databaseConfig());
        history = published();
        index.play(history);
        host = DiscoveryService.start(config(postgres.databaseConfig()));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        tracks = TrackServiceGrpc.newBlockingStub(channel);
        users = UserServiceGrpc.newBlockingStub(channel);
        confirmations = IndexServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        host.close();
        index.close();
    }

    private static History published() {
        return new History(1)
                .user(
                        ARTIST,
                        "artist",
                        "{\"handle\":\"Artist\",\"name\":\"The Artist\",\"bio\":\"b\",\"profile_picture_sizes\":\"pic\"}")
                .user(FAN, "fan")
                .user(FRIEND, "friend")
                .track(
                        ARTIST,
                        TRACK,
                        "Midnight Sun",
                        "Jazz",
                        ",\"cover_art_sizes\":\"art\",\"field_visibility\":{\"mood\":false}")
                .track(
                        ARTIST,
                        GATED,
                        "Gated",
                        "Rock",
                        ",\"preview_cid\":\"" + PREVIEW + "\",\"is_stream_gated\":true,"
                                + "\"stream_conditions\":{\"follow_user_id\":3000001},\"is_download_gated\":true,"
                                + "\"download_conditions\":{\"follow_user_id\":3000001}")
                .track(ARTIST, UNLISTED, "Secret", "Rock", ",\"is_unlisted\":true")
                .track(ARTIST, DELETED, "Deleted")
                .act(ARTIST, "Track", DELETED, "Delete")
                .track(ARTIST, SILENT, "Silent", "Rock", ",\"track_cid\":null")
                .track(FAN, REMIX, "Remix", "Rock", ",\"remix_of\":{\"tracks\":[{\"parent_track_id\":2000001}]}")
                .act(ARTIST, "Track", REMIX, "Repost")
                .act(FAN, "User", ARTIST, "Follow")
                .act(FAN, "User", FRIEND, "Follow")
                .act(FAN, "Track", TRACK, "Save")
                .act(FRIEND, "Track", TRACK, "Repost")
                .act(FRIEND, "Track", TRACK, "Dance")
                .act(ARTIST, "Track", SILENT, "Update", "{\"title\":\"Silence\"}")
                .block()
                .plays(History.GENESIS, TRACK, TRACK)
                .block();
    }

    static DiscoveryConfig config(DatabaseConfig database) {
        return Settings.of(Map.of(
                        "antiphon.discovery.database.url", database.url(),
                        "antiphon.discovery.database.username", database.username(),
                        "antiphon.discovery.database.password",
                                database.password().orElse(""),
                        "antiphon.discovery.public-url", "http://gateway:8080/",
                        "antiphon.discovery.signing-key", KEY))
                .bind(DiscoveryConfig.class);
    }

    private static Track track(long id, long viewer) {
        return tracks.getTrack(GetTrackRequest.newBuilder()
                        .setTrackId(id)
                        .setUserId(viewer)
                        .build())
                .getData();
    }

    @Test
    void aTrackHasItsArtistItsPicturesAndItsCounters() {
        var track = track(TRACK, 0);

        assertThat(track.getTitle()).isEqualTo("Midnight Sun");
        assertThat(track.getPermalink()).isEqualTo("/artist/midnight-sun");
        assertThat(track.getUser().getHandle()).isEqualTo("artist");
        assertThat(track.getUser().getFollowerCount()).isEqualTo(1);
        assertThat(track.getUser().getTrackCount()).isEqualTo(3);
        assertThat(track.getArtwork().getSmall()).isEqualTo("http://gateway:8080/content/art/150x150.jpg");
        assertThat(track.getPlayCount()).isEqualTo(2);
        assertThat(track.getRepostCount()).isEqualTo(1);
        assertThat(track.getFavoriteCount()).isEqualTo(1);
        assertThat(track.getIsStreamable()).isTrue();
        assertThat(track.getAccess().getStream()).isTrue();
        assertThat(track.getFieldVisibility().getMood()).isFalse();
        assertThat(track.getFieldVisibility().getGenre()).isTrue();
        assertThat(track.getCreatedAt().getSeconds()).isEqualTo(History.GENESIS.getEpochSecond());
    }

    @Test
    void fieldsOfTheCallingUserAreTheirs() {
        var seenByFan = track(TRACK, FAN);

        assertThat(seenByFan.getHasCurrentUserSaved()).isTrue();
        assertThat(seenByFan.getHasCurrentUserReposted()).isFalse();
        assertThat(seenByFan.getUser().getDoesCurrentUserFollow()).isTrue();
        assertThat(seenByFan.getFolloweeRepostsList())
                .singleElement()
                .satisfies(repost -> assertThat(repost.getUserId()).isEqualTo(FRIEND));
        assertThat(track(TRACK, 0).getHasCurrentUserSaved()).isFalse();
        assertThat(track(TRACK, FRIEND).getHasCurrentUserReposted()).isTrue();
    }

    @Test
    void aRemixNamesItsParentAndWhatTheParentsArtistThinksOfIt() {
        assertThat(track(REMIX, 0).getRemixOf().getTracksList()).singleElement().satisfies(parent -> {
            assertThat(parent.getParentTrackId()).isEqualTo(TRACK);
            assertThat(parent.getUser().getId()).isEqualTo(ARTIST);
            assertThat(parent.getHasRemixAuthorReposted()).isTrue();
            assertThat(parent.getHasRemixAuthorSaved()).isFalse();
        });
    }

    @Test
    void anUnlistedTrackIsForThoseWhoKnowItsIdAndADeletedOneForNobody() {
        assertThat(track(UNLISTED, 0).getIsUnlisted()).isTrue();
        assertThat(reasonOf(() -> track(DELETED, 0), Status.Code.NOT_FOUND)).isEqualTo("TRACK_NOT_FOUND");
        assertThat(reasonOf(() -> track(2_999_999, 0), Status.Code.NOT_FOUND)).isEqualTo("TRACK_NOT_FOUND");
        assertThat(reasonOf(() -> track(0, 0), Status.Code.INVALID_ARGUMENT)).isEqualTo("FIELD_INVALID");
    }

    @Test
    void aTrackThatWasTakenDownIsNowhereUntilItIsReinstated() {
        var ethereum = Contracts.indexed();
        var ruling = Contracts.takeDown(new History(7), 1, SILENT).block();
        assertThat(whereSilenceIs()).containsOnly(true);

        index.play(ethereum, ruling.changes(), 10);
        assertThat(whereSilenceIs()).containsOnly(false);
        assertThat(reasonOf(() -> track(SILENT, 0), Status.Code.NOT_FOUND)).isEqualTo("CONTENT_TAKEN_DOWN");
        assertThat(track(TRACK, 0).getUser().getTrackCount()).isEqualTo(2);
        assertThat(reasonOf(
                        () -> tracks.getTrackStream(GetTrackStreamRequest.newBuilder()
                                .setTrackId(SILENT)
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("CONTENT_TAKEN_DOWN");

        var reinstated = Contracts.reinstate(ruling, 2, SILENT).block();
        index.play(ethereum, reinstated.changes().subList(1, 2), 10);
        assertThat(whereSilenceIs()).containsOnly(true);
        assertThat(track(SILENT, 0).getTitle()).isEqualTo("Silence");
        assertThat(track(TRACK, 0).getUser().getTrackCount()).isEqualTo(3);

        var sameAudio = Contracts.takeDown(
                        reinstated, 3, UNKNOWN, History.cid(TRACK).toUpperCase(Locale.ROOT))
                .block();
        index.play(ethereum, sameAudio.changes().subList(2, 3), 10);
        assertThat(reasonOf(() -> track(TRACK, 0), Status.Code.NOT_FOUND)).isEqualTo("CONTENT_TAKEN_DOWN");
        assertThat(track(SILENT, 0).getUser().getTrackCount()).isEqualTo(2);

        index.play(
                ethereum,
                Contracts.reinstate(sameAudio, 4, UNKNOWN).block().changes().subList(3, 4),
                10);
        assertThat(track(TRACK, 0).getUser().getTrackCount()).isEqualTo(3);
    }

    /** Whether the track is in the list by id, its artist's list, search and trending. */
    private static List<Boolean> whereSilenceIs() {
        var byId =
                tracks.listTracks(ListTracksRequest.newBuilder().addId(SILENT).build());
        var ofArtist = users.listUserTracks(
                ListUserTracksRequest.newBuilder().setId(ARTIST).build());
        var found = tracks.searchTracks(
                SearchTracksRequest.newBuilder().setQuery("silence").build());
        var trending = tracks.listTrendingTracks(
                ListTrendingTracksRequest.newBuilder().setGenre("Rock").build());
        return Stream.of(byId.getDataList(), ofArtist.getDataList(), found.getDataList(), trending.getDataList())
                .map(list -> list.stream().anyMatch(each -> each.getId() == SILENT))
                .toList();
    }

    @Test
    void tracksAreListedByIdAndPermalinkInTheOrderAskedFor() {
        var found = tracks.listTracks(ListTracksRequest.newBuilder()
                        .addAllId(List.of(REMIX, 2_999_999L, DELETED, TRACK, REMIX))
                        .addAllPermalink(List.of("/artist/silent", "/nobody/x", "ARTIST/silence", "/fan/remix", "junk"))
                        .build())
                .getDataList();

        assertThat(found).extracting(Track::getId).containsExactly(REMIX, TRACK, SILENT);
    }

    @Test
    void aRenamedTrackIsFoundByItsOldPermalinkToo() {
        var found = tracks.listTracks(ListTracksRequest.newBuilder()
                        .addPermalink("/artist/silent")
                        .build())
                .getDataList();

        assertThat(found)
                .singleElement()
                .satisfies(track -> assertThat(track.getPermalink()).isEqualTo("/artist/silence"));
    }

    @Test
    void aUserIsFoundByIdHandleAndWallet() {
        var byHandle = users.getUserByHandle(GetUserByHandleRequest.newBuilder()
                        .setHandle("ARTIST")
                        .setUserId(FAN)
                        .build())
                .getData();
        var byWallet = users.getUserAccount(GetUserAccountRequest.newBuilder()
                        .setWallet(History.wallet(ARTIST))
                        .build())
                .getData();

        assertThat(byHandle.getId()).isEqualTo(ARTIST);
        assertThat(byHandle.getDoesCurrentUserFollow()).isTrue();
        assertThat(byHandle.getProfilePicture().getMedium()).isEqualTo("http://gateway:8080/content/pic/480x480.jpg");
        assertThat(byHandle.getMetadataMultihash()).isEqualTo("bartist");
        assertThat(byHandle.hasCoverPhotoSizes()).isFalse();
        assertThat(byWallet.getUser().getName()).isEqualTo("The Artist");
        assertThat(users.listUsers(ListUsersRequest.newBuilder()
                                .addId(FAN)
                                .addId(9)
                                .addId(ARTIST)
                                .build())
                        .getDataList())
                .extracting(User::getId)
                .containsExactly(FAN, ARTIST);
    }

    @Test
    void unknownUsersAreNotFound() {
        assertThat(reasonOf(
                        () -> users.getUser(GetUserRequest.newBuilder().setId(5).build()), Status.Code.NOT_FOUND))
                .isEqualTo("USER_NOT_FOUND");
        assertThat(reasonOf(
                        () -> users.getUserByHandle(GetUserByHandleRequest.newBuilder()
                                .setHandle("x")
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("USER_NOT_FOUND");
        assertThat(reasonOf(
                        () -> users.getUserAccount(GetUserAccountRequest.newBuilder()
                                .setWallet("0x" + "0".repeat(40))
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("USER_NOT_FOUND");
        assertThat(reasonOf(
                        () -> users.listUserTracks(
                                ListUserTracksRequest.newBuilder().setId(5).build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("USER_NOT_FOUND");
    }

    @Test
    void aUsersTracksAreThePublicOnes() {
        var found = users.listUserTracks(
                ListUserTracksRequest.newBuilder().setId(ARTIST).build());

        assertThat(found.getDataList()).extracting(Track::getId).containsExactly(SILENT, GATED, TRACK);
        assertThat(found.getNextPageToken()).isEmpty();
    }

    @Test
    void pagesOfAListHaveNeitherGapsNorRepetitions() {
        var whole = tracks.listTrendingTracks(ListTrendingTracksRequest.getDefaultInstance())
                .getDataList();
        var paged = new ArrayList<Track>();
        var token = "";
        do {
            var page = tracks.listTrendingTracks(ListTrendingTracksRequest.newBuilder()
                    .setPageSize(1)
                    .setPageToken(token)
                    .build());
            paged.addAll(page.getDataList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(paged)
                .hasSize(4)
                .extracting(Track::getId)
                .containsExactlyElementsOf(whole.stream().map(Track::getId).toList());
        assertThat(tracks.listTrendingTracks(ListTrendingTracksRequest.newBuilder()
                                .setLimit(2)
                                .setOffset(2)
                                .build())
                        .getDataList())
                .extracting(Track::getId)
                .containsExactlyElementsOf(
                        whole.stream().skip(2).map(Track::getId).toList());
    }

    @Test
    void theFormulaOfTrendingCanBeChosen() {
        var of = ListTrendingTracksRequest.newBuilder();
        for (var version : List.of("pnagD", "EJ57D", "AnlGe")) {
            assertThat(tracks.listTrendingTracks(of.setVersion(version).build()).getDataList())
                    .hasSize(4);
        }
        assertThat(reasonOf(
                        () -> tracks.listTrendingTracks(of.setVersion("best").build()), Status.Code.INVALID_ARGUMENT))
                .isEqualTo("FIELD_INVALID");
        var underground = ListUndergroundTrendingTracksRequest.newBuilder();
        for (var version : List.of("", "EJ57D")) {
            assertThat(tracks.listUndergroundTrendingTracks(
                                    underground.setVersion(version).build())
                            .getDataList())
                    .as("all are among the best, or are hardly played")
                    .isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherListIsRefused() {
        var token = tracks.listTrendingTracks(
                        ListTrendingTracksRequest.newBuilder().setLimit(1).build())
                .getNextPageToken();

        assertThat(reasonOf(
                        () -> tracks.searchTracks(SearchTracksRequest.newBuilder()
                                .setPageToken(token)
                                .build()),
                        Status.Code.INVALID_ARGUMENT))
                .isEqualTo("PAGE_TOKEN_INVALID");
    }

    @Test
    void searchAnswersOverGrpc() {
        assertThat(tracks.searchTracks(SearchTracksRequest.newBuilder()
                                .setQuery("midnigt")
                                .build())
                        .getDataList())
                .extracting(Track::getId)
                .containsExactly(TRACK);
        assertThat(users.searchUsers(SearchUsersRequest.newBuilder()
                                .setQuery("artist")
                                .build())
                        .getDataList())
                .extracting(User::getId)
                .containsExactly(ARTIST);
    }

    @Test
    void aStreamIsGrantedByASignatureOverItsData() throws IOException {
        var url = tracks.getTrackStream(GetTrackStreamRequest.newBuilder()
                        .setTrackId(TRACK)
                        .setUserId(FAN)
                        .setSkipPlayCount(true)
                        .build())
                .getData();
        var uri = URI.create(url);
        var envelope = new JsonMapper()
                .readTree(URLDecoder.decode(
                        uri.getRawQuery().replaceAll("signature=([^&]*)&.*", "$1"), StandardCharsets.UTF_8));
        var data = envelope.get("data").textValue();

        assertThat(uri.getPath()).isEqualTo("/tracks/cidstream/" + History.cid(TRACK));
        assertThat(uri.getRawQuery()).endsWith("&skip_play_count=true");
        assertThat(data)
                .matches("\\{\"cid\":\"" + History.cid(TRACK)
                        + "\",\"timestamp\":\\d{13},\"trackId\":2000001,\"userId\":3000002\\}");
        assertThat(signer(data, envelope.get("signature").textValue()))
                .isEqualTo(Credentials.create(KEY).getAddress());
    }

    private static String signer(String data, String signature) {
        var bytes = HexFormat.of().parseHex(signature.substring(2));
        var parts = new Sign.SignatureData(bytes[64], Arrays.copyOf(bytes, 32), Arrays.copyOfRange(bytes, 32, 64));
        try {
            var key = Sign.signedPrefixedMessageToKey(Hash.sha3(data.getBytes(StandardCharsets.UTF_8)), parts);
            return "0x" + Keys.getAddress(key);
        } catch (SignatureException unrecoverable) {
            throw new AssertionError(unrecoverable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2000002, false, TRACK_NOT_STREAMABLE",
        "2000005, false, TRACK_NOT_STREAMABLE",
        "2000001, true, TRACK_NOT_STREAMABLE",
        "2000004, false, TRACK_NOT_FOUND"
    })
    void noStreamIsGrantedWithoutAudioOrBehindACondition(long id, boolean preview, String reason) {
        var request = GetTrackStreamRequest.newBuilder()
                .setTrackId(id)
                .setPreview(preview)
                .build();

        assertThat(reasonOf(() -> tracks.getTrackStream(request), Status.Code.NOT_FOUND))
                .isEqualTo(reason);
    }

    @Test
    void thePreviewOfATrackWithAConditionIsForEverybody() {
        var request = GetTrackStreamRequest.newBuilder()
                .setTrackId(GATED)
                .setPreview(true)
                .build();

        assertThat(tracks.getTrackStream(request).getData()).contains("/tracks/cidstream/" + PREVIEW + "?signature=");
        assertThat(track(GATED, 0).getAccess().getStream()).isFalse();
        assertThat(track(GATED, 0).getStreamConditions().getFieldsMap()).containsOnlyKeys("follow_user_id");
    }

    @Test
    void unclaimedIdsAreInRangeAndDiffer() {
        var trackIds = new HashSet<Long>();
        LongStream.range(0, 20)
                .forEach(i -> trackIds.add(tracks.getUnclaimedTrackId(GetUnclaimedTrackIdRequest.getDefaultInstance())
                        .getData()));
        long userId = users.getUnclaimedUserId(GetUnclaimedUserIdRequest.getDefaultInstance())
                .getData();

        assertThat(trackIds).hasSize(20).allMatch(id -> id >= 2_000_000 && id < 1L << 31);
        assertThat(userId).isBetween(3_000_000L, (1L << 31) - 1);
    }

    @Test
    void aBlockIsConfirmedByItsHashOnly() {
        var last = history.last();

        assertThat(isPassed(last.number(), last.hash())).isTrue();
        assertThat(isPassed(last.number(), last.hash().toUpperCase(Locale.ROOT).replace("0X", "0x")))
                .isTrue();
        assertThat(isPassed(last.number(), ABSENT)).isFalse();
        assertThat(isPassed(last.number() + 1, ABSENT)).isFalse();
    }

    private static boolean isPassed(long number, String hash) {
        var answer = confirmations
                .getBlockConfirmation(GetBlockConfirmationRequest.newBuilder()
                        .setBlocknumber(number)
                        .setBlockhash(hash)
                        .build())
                .getData();
        assertThat(answer.getBlockFound()).isEqualTo(answer.getBlockPassed());
        return answer.getBlockPassed();
    }

    @Test
    void aBlockAboutToBeAppliedIsWaitedFor() throws Exception {
        try (var other = new TestIndex(postgres.newDatabase())) {
            var blocks = history.changes();
            other.play(blocks.subList(0, blocks.size() - 1), 10);
            var last = history.last();
            var answer = new IndexQueries(other.database())
                    .appliesSoon(last.number(), last.hash())
                    .toFuture();
            assertThat(answer).isNotDone();
            other.play(blocks.subList(blocks.size() - 1, blocks.size()), 1);
            assertThat(answer.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBlockTakenBackIsNoLongerConfirmed() {
        try (var other = new TestIndex(postgres.newDatabase())) {
            other.play(history);
            var queries = new IndexQueries(other.database());
            var last = history.last();

            assertThat(queries.hasApplied(last.number(), last.hash()).block()).isTrue();
            other.play(history.reverts(1), 1);
            assertThat(queries.hasApplied(last.number(), last.hash()).block()).isFalse();
        }
    }

    @Test
    void theOutcomeOfATransactionTellsWhyAnActionWasRejected() {
        var rejected = outcome(history.transaction(0, 15));

        assertThat(rejected.getAccepted()).isFalse();
        assertThat(rejected.getReason()).startsWith("ACTION_UNKNOWN: Track Dance");
        assertThat(outcome(history.transaction(0, 0)).getAccepted()).isTrue();
        assertThat(reasonOf(() -> outcome(ABSENT), Status.Code.NOT_FOUND)).isEqualTo("TRANSACTION_NOT_FOUND");
    }

    private static ActionOutcome outcome(String hash) {
        return confirmations
                .getTransactionOutcome(GetTransactionOutcomeRequest.newBuilder()
                        .setTransactionHash(hash)
                        .build())
                .getData()
                .getActions(0);
    }

    @Test
    void theCommitmentToTheStateIsToldForEveryBlockApplied() {
        var last = commitment(history.last().number());

        assertThat(last.getCommitment()).matches("0x[0-9a-f]{64}");
        assertThat(last.getChangedAt()).isLessThanOrEqualTo(last.getBlockNumber());
        assertThat(commitment(0).getCommitment()).isNotEqualTo(last.getCommitment());
        assertThat(confirmations
                        .getStateCommitment(GetStateCommitmentRequest.getDefaultInstance())
                        .getData())
                .isEqualTo(last);
        assertThat(reasonOf(() -> commitment(history.last().number() + 1), Status.Code.NOT_FOUND))
                .isEqualTo("BLOCK_NOT_INDEXED");
    }

    private static StateCommitment commitment(long block) {
        return confirmations
                .getStateCommitment(GetStateCommitmentRequest.newBuilder()
                        .setBlockNumber(block)
                        .build())
                .getData();
    }

    @Test
    void theHealthTellsHowFarTheIndexIs() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(host.health().state()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY));
    }
}

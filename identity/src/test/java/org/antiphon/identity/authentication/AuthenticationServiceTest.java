package org.antiphon.identity.authentication;

import static org.antiphon.identity.Errors.assertFails;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_AUTHENTICATION_EXISTS;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_AUTHENTICATION_NOT_FOUND;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_FIELD_INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.antiphon.identity.Errors;
import org.antiphon.identity.Loopback;
import org.antiphon.proto.identity.v1.AuthenticationServiceGrpc;
import org.antiphon.proto.identity.v1.AuthenticationServiceGrpc.AuthenticationServiceBlockingStub;
import org.antiphon.proto.identity.v1.GetAuthenticationRequest;
import org.antiphon.proto.identity.v1.GetAuthenticationResponse;
import org.antiphon.proto.identity.v1.StoreAuthenticationRequest;
import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

class AuthenticationServiceTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String SECRET = "a secret of the test, 32 bytes long";
    private static final String KEY = "ab".repeat(32);
    private static final String OTHER_KEY = "cd".repeat(32);
    private static final String IV = "0f".repeat(16);
    private static final String WALLET = "5a".repeat(32);
    private static final String OTHER_WALLET = "6b".repeat(32);

    private ServiceHost host;
    private Database database;
    private ManagedChannel channel;
    private AuthenticationServiceBlockingStub service;

    @BeforeEach
    void start() {
        host = ServiceHost.create("identity", Loopback.anyPort());
        database = host.database(postgres.newDatabase(), "db/identity");
        host.serve(new AuthenticationGrpcService(new Authentications(database, new LookupKeys(SECRET))));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        service = AuthenticationServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        host.close();
    }

    private static StoreAuthenticationRequest entry(String key, String wallet) {
        return StoreAuthenticationRequest.newBuilder()
                .setLookupKey(key)
                .setIv(IV)
                .setCipherText(wallet)
                .build();
    }

    private void store(String key, String wallet) {
        assertThat(service.storeAuthentication(entry(key, wallet))).isNotNull();
    }

    private void replace(String oldKey, String key, String wallet) {
        assertThat(service.storeAuthentication(
                        entry(key, wallet).toBuilder().setOldLookupKey(oldKey).build()))
                .isNotNull();
    }

    private GetAuthenticationResponse get(String key) {
        return service.getAuthentication(
                GetAuthenticationRequest.newBuilder().setLookupKey(key).build());
    }

    private long entries() {
        return Objects.requireNonNull(database.client()
                .sql("SELECT count(*) FROM authentication")
                .map(row -> row.get(0, Long.class))
                .one()
                .block());
    }

    @Test
    void aWalletIsFoundUnderItsKey() {
        store(KEY, WALLET);

        assertThat(get(KEY).getCipherText()).isEqualTo(WALLET);
        assertThat(get(KEY).getIv()).isEqualTo(IV);
        assertThat(get(KEY.toUpperCase(Locale.ROOT)).getCipherText()).isEqualTo(WALLET);
    }

    @Test
    void anUnknownAccountAndAWrongPasswordLookAlike() {
        store(KEY, WALLET);

        var unknown = assertFails(ERROR_REASON_AUTHENTICATION_NOT_FOUND, () -> get(OTHER_KEY));
        var wrong = assertFails(ERROR_REASON_AUTHENTICATION_NOT_FOUND, () -> get("ab".repeat(31) + "ac"));

        assertThat(wrong.getStatus().getDescription())
                .isEqualTo(unknown.getStatus().getDescription())
                .doesNotContain("ab".repeat(8));
    }

    @Test
    void theSameEntryAgainIsNoError() {
        store(KEY, WALLET);
        store(KEY, WALLET);

        assertThat(entries()).isOne();
    }

    @Test
    void anotherWalletUnderAUsedKeyIsRefusedAndChangesNothing() {
        store(KEY, WALLET);

        assertFails(ERROR_REASON_AUTHENTICATION_EXISTS, () -> store(KEY, OTHER_WALLET));

        assertThat(get(KEY).getCipherText()).isEqualTo(WALLET);
    }

    @Test
    void aChangeOfPasswordMovesTheWallet() {
        store(KEY, WALLET);

        replace(KEY, OTHER_KEY, OTHER_WALLET);

        assertThat(get(OTHER_KEY).getCipherText()).isEqualTo(OTHER_WALLET);
        assertFails(ERROR_REASON_AUTHENTICATION_NOT_FOUND, () -> get(KEY));
    }

    @Test
    void aChangeOfPasswordWhoseAnswerGotLostMayBeSentAgain() {
        store(KEY, WALLET);
        replace(KEY, OTHER_KEY, OTHER_WALLET);

        replace(KEY, OTHER_KEY, OTHER_WALLET);

        assertThat(entries()).isOne();
    }

    @Test
    void aWalletMayBeReplacedUnderItsOwnKey() {
        store(KEY, WALLET);

        replace(KEY, KEY, OTHER_WALLET);

        assertThat(get(KEY).getCipherText()).isEqualTo(OTHER_WALLET);
    }

    @Test
    void nothingIsReplacedUnderAnUnknownKey() {
        assertFails(ERROR_REASON_AUTHENTICATION_NOT_FOUND, () -> replace(KEY, OTHER_KEY, WALLET));

        assertThat(entries()).isZero();
    }

    @Test
    void aChangeToAnotherAccountsKeyLeavesBothAsTheyWere() {
        store(KEY, WALLET);
        store(OTHER_KEY, OTHER_WALLET);

        assertFails(ERROR_REASON_AUTHENTICATION_EXISTS, () -> replace(KEY, OTHER_KEY, WALLET));

        assertThat(get(KEY).getCipherText()).isEqualTo(WALLET);
        assertThat(get(OTHER_KEY).getCipherText()).isEqualTo(OTHER_WALLET);
    }

    @Test
    void ofSimultaneousSignUpsUnderOneKeyOneWins() throws Exception {
        try (var callers = Executors.newFixedThreadPool(20)) {
            var calls = IntStream.range(0, 20)
                    .mapToObj(each ->
                            callers.submit(() -> signUp("%02x".formatted(each).repeat(16))))
                    .toList();
            var outcomes = new ArrayList<String>();
            for (var call : calls) {
                outcomes.add(call.get());
            }
            assertThat(outcomes).filteredOn("kept"::equals).hasSize(1);
            assertThat(outcomes).filteredOn("AUTHENTICATION_EXISTS"::equals).hasSize(19);
        }
        assertThat(entries()).isOne();
    }

    private String signUp(String wallet) {
        try {
            store(KEY, wallet);
            return "kept";
        } catch (StatusRuntimeException refused) {
            return Errors.reasonOf(refused);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iv, 0f0f, 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a, abababababababababababababababab",
        "cipher, 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, zz, abababababababababababababababab",
        "cipher, 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5, abababababababababababababababab",
        "lookup, 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a, short",
    })
    void whatIsNoHexadecimalOfTheRightLengthIsRefusedByName(String named, String iv, String wallet, String key) {
        var request = StoreAuthenticationRequest.newBuilder()
                .setIv(iv)
                .setCipherText(wallet)
                .setLookupKey(key)
                .build();

        var error = assertFails(ERROR_REASON_FIELD_INVALID, () -> service.storeAuthentication(request));

        assertThat(error).hasMessageContaining(named);
        assertThat(entries()).isZero();
    }

    @Test
    void theDatabaseHoldsNoLookupKey() {
        store(KEY, WALLET);

        var dump = database.client()
                .sql("SELECT authentication::text AS line FROM authentication")
                .map(row -> row.get("line", String.class))
                .all()
                .collectList()
                .block();

        assertThat(String.join("\n", Objects.requireNonNull(dump)))
                .contains(WALLET)
                .doesNotContain(KEY);
    }

    @Test
    void anotherSecretFindsNothing() {
        store(KEY, WALLET);
        var stranger = new Authentications(database, new LookupKeys("another secret of at least 32 bytes"));

        assertThat(stranger.find(KEY).onErrorComplete().blockOptional()).isEmpty();
    }

    @Test
    void aShortSecretIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new LookupKeys("hunter2"))
                .hasMessage("antiphon.identity.lookup-secret: 7 bytes (expected: at least 32)");
    }

    @Test
    void nothingThatIsPrintedShowsASecret() {
        var keys = new LookupKeys(SECRET);

        assertThat(List.of(keys, keys.hash(KEY), EncryptedWallet.fromHex(IV, WALLET)))
                .extracting(Object::toString)
                .allSatisfy(text -> assertThat(text).contains("redacted").doesNotContain(SECRET, KEY, WALLET));
    }

    @Test
    void cancelledCallsGiveTheirConnectionsBack() {
        var authentications = new Authentications(database, new LookupKeys(SECRET));
        Flux.range(0, 2_000)
                .flatMap(
                        each -> authentications
                                .find(KEY)
                                .then()
                                .onErrorComplete()
                                .takeUntilOther(Flux.interval(Duration.ofNanos(each * 1_000L + 1)))
                                .then(authentications
                                        .add("%064x".formatted(each), EncryptedWallet.fromHex(IV, WALLET))
                                        .takeUntilOther(Flux.interval(Duration.ofNanos(each * 1_000L + 1)))),
                        50)
                .blockLast();

        Awaitility.await().untilAsserted(() -> assertThat(database.acquired()).isZero());
        store(KEY, WALLET);
        assertThat(get(KEY).getCipherText()).isEqualTo(WALLET);
    }
}

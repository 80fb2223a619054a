package org.antiphon.identity;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.PlaysRecordedEvent;
import org.antiphon.chain.TestChain;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.proto.identity.v1.PlayServiceGrpc.PlayServiceBlockingStub;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.antiphon.proto.identity.v1.RelayServiceGrpc;
import org.antiphon.proto.identity.v1.RelayServiceGrpc.RelayServiceBlockingStub;
import org.antiphon.proto.identity.v1.RelayServiceGrpc.RelayServiceFutureStub;
import org.antiphon.server.Database;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.web3j.utils.Numeric;

/** The identity service as it runs: over its own database and a real chain with the contracts, and restartable. */
public final class IdentityFixture implements BeforeAllCallback, AfterAllCallback {
    public static final String LOOKUP_SECRET = "the lookup secret of the tests, long enough";
    private static final int RELAY_ACCOUNT = 3;

    private final PostgresExtension postgres = new PostgresExtension();
    private final Map<String, String> extra;
    private TestChain chain;
    private ChainAddresses contracts;
    private DatabaseConfig database;
    private ServiceHost host;
    private ManagedChannel channel;

    /** With more keys than the necessary ones, without their prefix. */
    @SuppressWarnings("NullAway.Init")
    public IdentityFixture(Map<String, String> extra) {
        this.extra = Map.copyOf(extra);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        chain = TestChain.start(temporaryDirectory());
        contracts = chain.deploy();
        database = postgres.newDatabase();
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        chain.close();
    }

    private static Path temporaryDirectory() throws IOException {
        var directory = Files.createTempDirectory("identity-chain");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(directory)));
        return directory;
    }

    private static void deleteAll(Path directory) {
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException left) {
            // the system cleans its temporary directory
        }
    }

    public void start() {
        host = IdentityService.start(config());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        Awaitility.await().until(() -> host.health().isReady());
    }

    public void stop() {
        channel.shutdownNow();
        host.close();
    }

    private IdentityConfig config() {
        var keys = new HashMap<String, String>(Map.of(
                "rpc-urls", chain.chain().rpcUrl(),
                "ws-url", chain.chain().wsUrl(),
                "chain-id", String.valueOf(contracts.chainId()),
                "entity-manager", contracts.entityManager(),
                "play-ledger", contracts.playLedger(),
                "relay-key", relayKey(),
                "lookup-secret", LOOKUP_SECRET,
                "database.url", database.url(),
                "database.username", database.username(),
                "database.password", database.password().orElse("")));
        keys.putAll(extra);
        var prefixed = new HashMap<String, String>();
        keys.forEach((key, value) -> prefixed.put("antiphon.identity." + key, value));
        return Settings.of(prefixed).bind(IdentityConfig.class);
    }

    public String relayKey() {
        return Numeric.toHexStringNoPrefixZeroPadded(
                chain.account(RELAY_ACCOUNT).getEcKeyPair().getPrivateKey(), 64);
    }

    public TestChain chain() {
        return chain;
    }

    public ChainAddresses contracts() {
        return contracts;
    }

    public ServiceHost host() {
        return host;
    }

    public ManagedChannel channel() {
        return channel;
    }

    public RelayServiceBlockingStub relay() {
        return RelayServiceGrpc.newBlockingStub(channel);
    }

    public RelayServiceFutureStub relayAsync() {
        return RelayServiceGrpc.newFutureStub(channel);
    }

    public PlayServiceBlockingStub plays() {
        return PlayServiceGrpc.newBlockingStub(channel);
    }

    public static RelayRequest request(String calldata) {
        return RelayRequest.newBuilder()
                .setContractRegistryKey("EntityManager")
                .setEncodedAbi(calldata)
                .build();
    }

    /** Runs SQL of one number on the service's database, past the service. */
    public long number(String sql) {
        return Objects.requireNonNull(sql(client ->
                client.sql(sql).map(row -> row.get(0, Long.class)).one().block()));
    }

    public List<String> texts(String sql) {
        return Objects.requireNonNull(sql(client -> client.sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .block()));
    }

    private <T> @Nullable T sql(Function<DatabaseClient, @Nullable T> query) {
        var direct = Database.open(database, "db/identity", new SimpleMeterRegistry());
        try (direct) {
            return query.apply(direct.client());
        }
    }

    /** How many ManageEntity events the chain has. */
    public int entityEvents() {
        return logs(contracts.entityManager()).size();
    }

    /** The tracks of all plays on the ledger, in order. */
    public List<Long> playedTracks() {
        return logs(contracts.playLedger()).stream()
                .filter(log -> ((List<?>) Objects.requireNonNull(log.get("topics"))).contains(PlaysRecordedEvent.TOPIC))
                .flatMap(log -> tracks(Numeric.hexStringToByteArray((String) Objects.requireNonNull(log.get("data")))))
                .sorted()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> logs(String address) {
        var filter = Map.of("address", address, "fromBlock", "0x0", "toBlock", "latest");
        return (List<Map<String, Object>>) chain.call("eth_getLogs", filter).getResult();
    }

    private static Stream<Long> tracks(byte[] data) {
        var words = ByteBuffer.wrap(data);
        return LongStream.range(0, words.getLong(32 + 24))
                .map(each -> words.getLong(64 + (int) each * 32 + 16))
                .boxed();
    }

    /** The number of the newest block. */
    public long height() {
        return new BigInteger(((String) chain.call("eth_blockNumber").getResult()).substring(2), 16).longValue();
    }
}

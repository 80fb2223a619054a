package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** A node may answer anything; the consumer gets the truth or waits for it. */
class UntrustedNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOGS = "eth_getLogs";
    private static final String BLOCK = "eth_getBlockByNumber";
    private static final String HEAD = "eth_blockNumber";

    @TempDir
    static Path directory;

    private static TestChain chain;
    private static ChainAddresses addresses;
    private static FaultyNode node;

    @BeforeAll
    static void startChain() {
        chain = TestChain.start(directory);
        addresses = chain.deploy();
        chain.automine(false);
        emit("first");
        emit("second");
        chain.mine(1);
        chain.automine(true);
        emit("third");
        await().until(() -> TestChain.get(chain.client().blockSource().logs(0, head(), contracts()))
                        .size()
                >= 3);
        node = FaultyNode.before(chain);
    }

    @AfterAll
    static void stopChain() {
        node.close();
        chain.close();
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                inLog("another contract", log -> log.put("address", "0x" + "aa".repeat(20)), "is of another contract"),
                inLog("another block", log -> log.put("blockHash", "0x" + "ee".repeat(32)), "is of another block"),
                inLog("a block not asked for", log -> log.put("blockNumber", "0xffff"), "is out of range"),
                inLog("a removed log", log -> log.put("removed", true), "removed: true (expected: false"),
                inLog("an index twice", log -> log.put("logIndex", "0x0"), "is out of order"),
                inLog("no hex", log -> log.put("data", "0xzz"), "data: 0xzz (expected: bytes in hex)"),
                inLog("half a byte", log -> log.put("data", "0x123"), "data: 0x123 (expected: bytes in hex)"),
                inLog("a number for text", log -> log.put("data", 7), "data: 7 (expected: bytes in hex)"),
                inLog("null data", log -> log.putNull("data"), "data: null (expected: bytes in hex)"),
                inLog("null topics", log -> log.putNull("topics"), "topics: null (expected: a list of topics)"),
                inLog("five topics", UntrustedNodeTest::topics, "expected: at most 4 topics"),
                inLog("a short hash", log -> log.put("transactionHash", "0x12"), "transactionHash: 0x12 (expected: 32"),
                inLog("no hash", log -> log.remove("transactionHash"), "without all of its fields"),
                inLog("no index", log -> log.remove("logIndex"), "without all of its fields"),
                inLog("a pending log", log -> log.putNull("blockHash"), "blockHash: null (expected: 32 bytes in hex)"),
                inLog("a negative index", log -> log.put("logIndex", "-0x1"), "logIndex: -0x1 (expected: a hex"),
                lie("logs in reverse", LOGS, UntrustedNodeTest::reverse, "is out of order"),
                lie(
                        "null for logs",
                        LOGS,
                        answer -> answer.putNull("result"),
                        "result: null (expected: a list of logs)"),
                lie("text for logs", LOGS, answer -> answer.put("result", "none"), "result: none (expected: a list"),
                lie(
                        "a log that is none",
                        LOGS,
                        answer -> answer.putArray("result").add(1),
                        "1 (expected: a log)"),
                inBlock("another parent", block -> block.put("parentHash", "0x" + "dd".repeat(32)), "does not follow"),
                inBlock("another number", block -> block.put("number", "0x1"), "does not follow"),
                inBlock(
                        "a giant number",
                        block -> block.put("number", "0x" + "f".repeat(40)),
                        "expected: a hex number"),
                inBlock("no hash", block -> block.remove("hash"), "without a number, timestamp, hash or parentHash"),
                inBlock("null hash", block -> block.putNull("hash"), "hash: null (expected: 32 bytes in hex)"),
                inBlock("a time that never comes", block -> block.put("timestamp", "0x3ffffffffffffff"), "timestamp: "),
                lie("null for a block", BLOCK, answer -> answer.putNull("result"), "a block below the head is missing"),
                lie("a list for a block", BLOCK, answer -> answer.putArray("result"), "expected: a block"),
                lie("no result", BLOCK, answer -> answer.remove("result"), "no result for request"),
                lie("an answer to another request", BLOCK, answer -> answer.put("id", 1L << 40), "request"),
                lie(
                        "null for the head",
                        HEAD,
                        answer -> answer.putNull("result"),
                        "result: null (expected: a hex number"),
                lie("words for the head", HEAD, answer -> answer.put("result", "far"), "result: far (expected: a hex"),
                lie("a number for the head", HEAD, answer -> answer.put("result", 7), "result: 7 (expected: a hex"),
                lie("a head that is nowhere", HEAD, answer -> answer.put("result", "0xfffff"), "is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void lieIsRefusedAndTheTruthFollows(String name, String method, Consumer<ObjectNode> change, String complaint) {
        node.heal();
        try (var client = ChainClient.connect(ChainEndpoint.of(node.url(), null))) {
            node.lie(method, change);
            StepVerifier.create(read(client.blockSource()))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ChainException.class)
                            .hasMessageContaining(node.url())
                            .hasMessageContaining(complaint))
                    .verify(PATIENCE);
            assertTruthFollows(client);
        }
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                outage("a page for humans", exchange -> send(exchange, 200, "<html>rate limited</html>"), "not JSON"),
                outage("a gateway's error", exchange -> send(exchange, 502, "<html>bad gateway</html>"), "status 502"),
                outage("nothing", exchange -> send(exchange, 200, ""), "an empty answer"),
                outage("half an answer", exchange -> send(exchange, 200, "{\"id\":1,\"res"), "not JSON"),
                outage("a list", exchange -> send(exchange, 200, "[]"), "expected: an answer"),
                outage("deep nesting", exchange -> send(exchange, 200, "[".repeat(100_000)), "expected: an answer"),
                outage("an error in words", exchange -> send(exchange, 200, "{\"error\":\"no\"}"), "\"no\""),
                outage(
                        "an error with a status",
                        exchange ->
                                send(exchange, 429, "{\"id\":1,\"error\":{\"code\":-32005,\"message\":\"slow down\"}}"),
                        "slow down (code -32005)"),
                outage("an endless answer", UntrustedNodeTest::endless, "more than 33554432 bytes"),
                outage("a dribble", UntrustedNodeTest::dribble, "no whole answer in 1000 ms"),
                outage("a closed line", HttpExchange::close, "http://127.0.0.1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void badAnswerIsRefusedAndTheTruthFollows(String name, FaultyNode.Outage how, String complaint) {
        node.heal();
        var endpoint = ChainEndpoint.of(node.url(), null).withTimeout(Duration.ofSeconds(1));
        try (var client = ChainClient.connect(endpoint)) {
            node.fail(how);
            StepVerifier.create(client.blockSource().head())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ChainException.class)
                            .hasMessageContaining(node.url())
                            .hasMessageContaining(complaint))
                    .verify(PATIENCE);
            assertTruthFollows(client);
        }
    }

    @Test
    void providersKeysInUrlsAreNeverTold() {
        node.heal();
        node.fail(exchange -> send(exchange, 401, "who are you?"));
        var url = node.url().replace("127.0.0.1", "user:secret@127.0.0.1") + "/v3/secret?key=secret";
        try (var client = ChainClient.connect(ChainEndpoint.of(url, null))) {
            StepVerifier.create(client.blockSource().head())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .hasMessageContaining(node.url() + ": eth_chainId: status 401")
                            .hasMessageNotContaining("secret"))
                    .verify(PATIENCE);
            assertThat(client.node()).isEqualTo(node.url());
        }
    }

    private static void assertTruthFollows(ChainClient client) {
        var consumer = new FollowedChain();
        var stream = new LogStream(client.blockSource(), options());
        var faults = node.faults();
        var following = Flux.defer(() -> stream.follow(consumer.blocks()))
                .doOnNext(consumer::apply)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50)))
                .subscribe();
        await().atMost(PATIENCE).until(() -> node.faults() > faults);
        node.heal();
        await().atMost(PATIENCE).until(() -> consumer.last() == head());
        following.dispose();
        assertThat(consumer.blocks())
                .isEqualTo(TestChain.get(chain.client().blockSource().blocks(0, head())));
        assertThat(consumer.logs())
                .isEqualTo(TestChain.get(chain.client().blockSource().logs(0, head(), contracts())).stream()
                        .map(LocatedLog::log)
                        .toList());
    }

    /** All of the chain, without the second look a follower takes. */
    private static Mono<List<BlockChange.Appended>> read(BlockSource source) {
        return source.head()
                .flatMap(
                        head -> new RangeReader(source, options()).read(0, head).collectList());
    }

    private static Arguments lie(String name, String method, Consumer<ObjectNode> change, String complaint) {
        return Arguments.of(name, method, change, complaint);
    }

    /** In the last log of an answer, which shares its block with none, or the second of a block. */
    private static Arguments inLog(String name, Consumer<ObjectNode> change, String complaint) {
        return lie(
                "log: " + name,
                LOGS,
                answer -> {
                    var logs = answer.get("result");
                    if (logs.size() > 1) {
                        change.accept((ObjectNode) logs.get(logs.size() - 2));
                    }
                },
                complaint);
    }

    private static Arguments inBlock(String name, Consumer<ObjectNode> change, String complaint) {
        return lie(
                "block: " + name,
                BLOCK,
                answer -> {
                    if (answer.get("result") instanceof ObjectNode block
                            && !block.path("number").asText().equals("0x0")) {
                        change.accept(block);
                    }
                },
                complaint);
    }

    private static Arguments outage(String name, FaultyNode.Outage how, String complaint) {
        return Arguments.of(name, how, complaint);
    }

    private static void topics(ObjectNode log) {
        var topics = log.putArray("topics");
        for (int i = 0; i < 5; i++) {
            topics.add(ManageEntityEvent.TOPIC);
        }
    }

    private static void reverse(ObjectNode answer) {
        var logs = (ArrayNode) answer.get("result");
        for (int i = 1; i < logs.size(); i++) {
            logs.insert(0, logs.remove(i));
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var zeros = "0".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseBody().write("{\"id\":1,\"result\":\"0x".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            exchange.getResponseBody().write(zeros);
        }
    }

    private static void dribble(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void emit(String metadata) {
        var nonce = "0x" + "%064x".formatted(System.nanoTime());
        var request = ManageEntityRequest.of(1, "Track", 2, "Save", metadata, nonce);
        chain.send(
                8, addresses.entityManager(), request.encodeCall(request.sign(chain.account(9), addresses.domain())));
    }

    private static Set<String> contracts() {
        return Set.of(addresses.entityManager(), addresses.playLedger());
    }

    private static LogStreamOptions options() {
        return LogStreamOptions.of(contracts()).withPollInterval(Duration.ofMillis(50));
    }

    private static long head() {
        return TestChain.get(chain.client().blockSource().head());
    }
}

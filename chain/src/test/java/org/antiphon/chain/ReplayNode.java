package org.antiphon.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * A node that replays the answers of a long chain of ManageEntity events, word for word as anvil writes them. They are
 * made once and kept outside the heap, so that serving them costs little and the heap is the reader's alone.
 */
final class ReplayNode implements AutoCloseable {

    static final String CONTRACT = "0x254dffcd3277c0b1660f6d42efbb754edabac2b2";

    private static final String EMPTY_BLOOM = "0x" + "0".repeat(512);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            4, task -> Thread.ofPlatform().name("replay").unstarted(task));
    private final HttpServer server;
    private final List<ByteBuffer> headers = new ArrayList<>();
    private final List<ByteBuffer> logs = new ArrayList<>();

    private ReplayNode(HttpServer server, int blocks, int logsPerBlock, int metadataBytes) {
        this.server = server;
        for (int number = 0; number < blocks; number++) {
            headers.add(kept(header(number, logsPerBlock)));
            var text = new StringBuilder();
            for (int index = 0; index < logsPerBlock; index++) {
                text.append(index == 0 ? "" : ",").append(log(number, index, metadataBytes));
            }
            logs.add(kept(text.toString()));
        }
    }

    static ReplayNode start(int blocks, int logsPerBlock, int metadataBytes) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var node = new ReplayNode(server, blocks, logsPerBlock, metadataBytes);
        server.setExecutor(node.threads);
        server.createContext("/", node::answer);
        server.start();
        return node;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Bytes of all answers that hold logs. */
    long bytesOfLogs() {
        return logs.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = mapper.readTree(exchange.getRequestBody());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var body = Channels.newChannel(new BufferedOutputStream(exchange.getResponseBody(), 1 << 16))) {
            if (request.isArray()) {
                for (int i = 0; i < request.size(); i++) {
                    body.write(text(i == 0 ? "[" : ","));
                    answer(request.get(i), body);
                }
                body.write(text("]"));
            } else {
                answer(request, body);
            }
        }
    }

    private void answer(JsonNode request, WritableByteChannel body) throws IOException {
        body.write(text("{\"jsonrpc\":\"2.0\",\"id\":" + request.get("id") + ",\"result\":"));
        var parameters = request.get("params");
        switch (request.get("method").asText()) {
            case "eth_chainId" -> body.write(text("\"0x539\""));
            case "eth_blockNumber" -> body.write(text("\"0x%x\"".formatted(headers.size() - 1)));
            case "eth_getBlockByNumber" ->
                body.write(headers.get(number(parameters.get(0))).duplicate());
            case "eth_getLogs" -> logs(parameters.get(0), body);
            default -> body.write(text("null"));
        }
        body.write(text("}"));
    }

    private void logs(JsonNode filter, WritableByteChannel body) throws IOException {
        var from = number(filter.get("fromBlock"));
        body.write(text("["));
        for (int number = from; number <= number(filter.get("toBlock")); number++) {
            var ofBlock = logs.get(number).duplicate();
            body.write(text(number == from || !ofBlock.hasRemaining() ? "" : ","));
            body.write(ofBlock);
        }
        body.write(text("]"));
    }

    private String header(int number, int transactions) {
        var hashes = new StringBuilder();
        for (int index = 0; index < transactions; index++) {
            hashes.append(index == 0 ? "" : ",")
                    .append('"')
                    .append(hash(number, index + 1))
                    .append('"');
        }
        return ("{\"hash\":\"%s\",\"parentHash\":\"%s\",\"sha3Uncles\":\"%s\",\"miner\":\"0x%s\",\"stateRoot\":\"%s\","
                        + "\"transactionsRoot\":\"%s\",\"receiptsRoot\":\"%s\",\"logsBloom\":\"%s\",\"difficulty\":\"0x0\","
                        + "\"number\":\"0x%x\",\"gasLimit\":\"0x1c9c380\",\"gasUsed\":\"0x5208\",\"timestamp\":\"0x%x\","
                        + "\"extraData\":\"0x\",\"mixHash\":\"%s\",\"nonce\":\"0x0000000000000000\",\"baseFeePerGas\":\"0x7\","
                        + "\"size\":\"0x29e\",\"uncles\":[],\"transactions\":[%s],\"withdrawals\":[]}")
                .formatted(
                        hash(number, 0),
                        number == 0 ? "0x" + "00".repeat(32) : hash(number - 1, 0),
                        hash(number, -1),
                        "00".repeat(20),
                        hash(number, -2),
                        hash(number, -3),
                        hash(number, -4),
                        EMPTY_BLOOM,
                        number,
                        1_700_000_000L + number,
                        hash(number, -5),
                        hashes);
    }

    private static String log(int number, int index, int metadataBytes) {
        return ("{\"address\":\"%s\",\"topics\":[\"%s\"],\"data\":\"%s\",\"blockHash\":\"%s\",\"blockNumber\":\"0x%x\","
                        + "\"blockTimestamp\":\"0x%x\",\"transactionHash\":\"%s\",\"transactionIndex\":\"0x%x\","
                        + "\"logIndex\":\"0x%x\",\"removed\":false}")
                .formatted(
                        CONTRACT,
                        ManageEntityEvent.TOPIC,
                        data(number, index, metadataBytes),
                        hash(number, 0),
                        number,
                        1_700_000_000L + number,
                        hash(number, index + 1),
                        index,
                        index);
    }

    private static String data(int number, int index, int metadataBytes) {
        return "0x"
                + new DefaultFunctionEncoder()
                        .encodeParameters(List.of(
                                new Uint256(3_000_000L + index),
                                new Address("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"),
                                new Utf8String("Track"),
                                new Uint256(BigInteger.valueOf(2_000_000L + number * 100L + index)),
                                new Utf8String("x".repeat(metadataBytes)),
                                new Utf8String("Update")));
    }

    private static String hash(int number, int index) {
        return "0x%032x%032x".formatted(0x9E3779B97F4A7C15L * (number + 1), index & 0xffffffffL);
    }

    private static int number(JsonNode quantity) {
        return Integer.parseInt(quantity.asText().substring(2), 16);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer kept(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}

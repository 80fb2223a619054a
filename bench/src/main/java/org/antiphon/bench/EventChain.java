package org.antiphon.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.antiphon.chain.ManageEntityEvent;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * A real chain full of events. A contract of a few instructions emits whatever it is sent as events of EntityManager, so
 * that a block holds as many as one likes without a signature for each.
 */
final class EventChain implements AutoCloseable {
    static final String ENTITY_MANAGER = "0x254dffcd3277c0b1660f6d42efbb754edababc2b";

    /** Reads length and data, length and data … from the input and emits each data with the topic. */
    private static final String EMITTER = "60005b368110600a5700" + "5b803580826020016000377f%s816000a10160200160025600";

    private static final int BEGINNING = 1000;

    private final DevChain chain;
    private final HttpClient http = HttpClient.newHttpClient();

    private EventChain(DevChain chain) {
        this.chain = chain;
    }

    static EventChain start(Path folder, Path cache) throws IOException, InterruptedException {
        var options = new DevChainOptions(folder, cache, 0, Duration.ofHours(1));
        var chain =
                new EventChain(Objects.requireNonNull(DevChain.start(options).block()));
        chain.code(ENTITY_MANAGER, ManageEntityEvent.TOPIC);
        chain.call("evm_setAutomine", "[false]");
        return chain;
    }

    private void code(String address, String topic) throws IOException, InterruptedException {
        call("anvil_setCode", "[\"%s\",\"0x%s\"]".formatted(address, EMITTER.formatted(topic.substring(2))));
    }

    String rpcUrl() {
        return chain.rpcUrl();
    }

    String wsUrl() {
        return chain.wsUrl();
    }

    /** The data of one event. */
    static byte[] event(long userId, String signer, String type, long entityId, String action, String metadata) {
        return HexFormat.of()
                .parseHex(FunctionEncoder.encodeConstructor(List.of(
                        new Uint256(BigInteger.valueOf(userId)),
                        new Address(signer),
                        new Utf8String(type),
                        new Uint256(BigInteger.valueOf(entityId)),
                        new Utf8String(metadata),
                        new Utf8String(action))));
    }

    /** Mines a block with these events; the number of the block. */
    void mine(List<byte[]> events) throws IOException, InterruptedException {
        var input = new ByteArrayOutputStream();
        for (var event : events) {
            input.write(new byte[28]);
            input.write(event.length >>> 24);
            input.write(event.length >>> 16);
            input.write(event.length >>> 8);
            input.write(event.length);
            input.write(event);
        }
        call(
                "eth_sendTransaction",
                "[{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x3000000\",\"data\":\"0x%s\"}]"
                        .formatted(
                                chain.credentials(0).getAddress(),
                                ENTITY_MANAGER,
                                HexFormat.of().formatHex(input.toByteArray())));
        call("evm_mine", "[]");
    }

    /** The body of the answer to a call. */
    byte[] call(String method, String parameters) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(chain.rpcUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, parameters)))
                .build();
        var body = http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        var beginning = new String(body, 0, Math.min(body.length, BEGINNING), StandardCharsets.UTF_8);
        if (beginning.contains("\"error\"")) {
            throw new IOException(beginning);
        }
        return body;
    }

    @Override
    public void close() {
        chain.close();
        http.close();
    }
}

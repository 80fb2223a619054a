package org.antiphon.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.VoidResponse;

/** A running anvil. Its address is what this very process printed, so nobody else's listener can be taken for it. */
final class AnvilProcess {

    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:\\d+)");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;
    private final String address;

    private AnvilProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static AnvilProcess start(Path binary, DevChainOptions options, Path state)
            throws IOException, InterruptedException {
        var output = options.dataDirectory().resolve("anvil.log");
        Files.deleteIfExists(output);
        // To a file, not a pipe: an orphan must still be able to write.
        var process = new ProcessBuilder(command(binary, options, state))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            var anvil = new AnvilProcess(process, awaitAddress(process, output));
            anvil.checkChainAndSilence();
            return anvil;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Host and port. */
    String address() {
        return address;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, which makes it write its state; insists when that takes too long. */
    void stop(Duration timeout) {
        process.destroy();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path binary, DevChainOptions options, Path state) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C in a terminal reaches the whole process group; the chain has to outlive the services' shutdown.
            command.add(SETSID.toString());
        }
        command.add(binary.toString());
        command.addAll(List.of("--port", "" + options.port(), "--chain-id", "" + DevChain.CHAIN_ID));
        command.addAll(List.of("--accounts", "" + DevAccounts.COUNT, "--mnemonic", DevAccounts.MNEMONIC));
        command.addAll(List.of("--balance", "1000000", "--gas-price", "0", "--block-base-fee-per-gas", "0"));
        command.addAll(List.of("--hardfork", "paris", "--gas-limit", "60000000"));
        var seconds = Math.max(1, options.stateInterval().toSeconds());
        command.addAll(List.of("--state", state.toString(), "--state-interval", "" + seconds));
        return command;
    }

    private static String awaitAddress(Process process, Path output) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            var ended = process.waitFor(20, TimeUnit.MILLISECONDS);
            var text = Files.readString(output);
            var listening = LISTENING.matcher(text);
            if (ended) {
                throw new ChainException("anvil ended at once: " + text.strip());
            }
            if (listening.find()) {
                return listening.group(1);
            }
        }
        throw new ChainException("anvil was not ready within " + START_TIMEOUT.toSeconds() + " s");
    }

    private void checkChainAndSilence() throws IOException {
        try (var client = ChainClient.connect(ChainEndpoint.of("http://" + address, null))) {
            var chainId = client.web3j().ethChainId().send().getChainId().longValueExact();
            if (chainId != DevChain.CHAIN_ID) {
                throw new ChainException("chain id: %d (expected: %d)".formatted(chainId, DevChain.CHAIN_ID));
            }
            new Request<>("anvil_setLoggingEnabled", List.of(false), client.service(), VoidResponse.class).send();
        }
    }
}

package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antiphon.chain.AddressBook;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.utils.Numeric;

/** The command as an operator types it, against a chain that nothing else is on. */
class DeployCommandTest {
    @TempDir
    private Path folder;

    private DevChain chain;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() {
        var options = DevChainOptions.of(
                folder.resolve("chain"), StandaloneOptions.of(folder, 0).cache());
        chain = Objects.requireNonNull(DevChain.start(options).block());
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void planIsShownThenCarriedOutAndThenThereIsNothingToSend() throws Exception {
        var book = folder.resolve("addresses.json");

        assertThat(deploy(10, book, "--dry-run")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("to send    EntityManager ", "gas at")
                .doesNotContain("everything is there");
        assertThat(book).doesNotExist();

        assertThat(deploy(10, book)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("everything is there; the addresses are in " + book);
        var written = AddressBook.read(book).orElseThrow();
        assertThat(written.ethereum().contracts()).containsKeys("Governance", "Payments");

        assertThat(deploy(10, book, "--json", "--dry-run")).isZero();
        var plan = new ObjectMapper().readTree(out.toString()).at("/chains/0");
        assertThat(plan.path("pending").asInt()).isZero();
        assertThat(AddressBook.read(book)).contains(written);
    }

    @Test
    void theBookOfAnotherDeploymentIsKept() throws Exception {
        var book = folder.resolve("addresses.json");
        assertThat(deploy(10, book)).as(err.toString()).isZero();
        var written = AddressBook.read(book);

        assertThat(deploy(12, book)).isEqualTo(1);

        assertThat(err.toString()).contains("the address book of another deployment");
        assertThat(AddressBook.read(book)).isEqualTo(written);
        assertThat(run(
                        "deploy",
                        "--rpc",
                        chain.rpcUrl(),
                        "--key-file",
                        "absent",
                        "--proxy-admin",
                        address(1),
                        "--recorder",
                        address(2)))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("absent (expected: a file that can be read)")
                .doesNotContain("\tat ");
    }

    @Test
    void parametersOfAFileAreTakenAndChecked() throws Exception {
        var parameters = folder.resolve("parameters.json");
        var book = folder.resolve("addresses.json");

        Files.writeString(parameters, "{\"voting\": {\"period\": 100}, \"refundWindow\": 50}");
        assertThat(deploy(11, book, "--parameters", parameters.toString()))
                .as(err.toString())
                .isZero();
        Files.writeString(parameters, "{\"lockups\": {\"undelegate\": 5}}");
        assertThat(deploy(11, book, "--parameters", parameters.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("lockups.undelegate: 5 (expected: above 19938)");
        Files.writeString(parameters, "{\"lockup\": {}}");
        assertThat(deploy(11, book, "--parameters", parameters.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("lockup").doesNotContain("\tat ");
    }

    @Test
    void nodeThatDoesNotAnswerIsNamedSoon() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = "http://127.0.0.1:" + silent.getLocalPort();
            var began = Instant.now();

            assertThat(deploy(10, folder.resolve("addresses.json"), "--rpc-ethereum", url))
                    .isEqualTo(1);

            assertThat(err.toString())
                    .contains(url + ": no whole answer in 10000 ms")
                    .doesNotContain("\tat ");
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
        assertThat(deploy(10, folder.resolve("addresses.json"), "--rpc-ethereum", "http://127.0.0.1:9"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:9: can't be reached");
    }

    @Test
    void keyIsNeverShown() throws Exception {
        var key = Files.writeString(folder.resolve("key"), "c0ffee");

        assertThat(run(
                        "deploy",
                        "--rpc",
                        chain.rpcUrl(),
                        "--key-file",
                        key.toString(),
                        "--proxy-admin",
                        address(1),
                        "--recorder",
                        address(2)))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("expected: 64 hex digits in --key-file")
                .doesNotContain("c0ffee");
    }

    private int deploy(int deployer, Path book, String... more) throws Exception {
        var key = Numeric.toHexStringNoPrefixZeroPadded(
                chain.credentials(deployer).getEcKeyPair().getPrivateKey(), 64);
        var file = Files.writeString(folder.resolve("key"), key + "\n");
        var arguments = new ArrayList<>(List.of("deploy", "--rpc", chain.rpcUrl(), "--key-file", file.toString()));
        arguments.addAll(List.of("--proxy-admin", address(1), "--recorder", address(2), "--out", book.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Antiphon.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String address(int account) {
        return chain.credentials(account).getAddress();
    }
}

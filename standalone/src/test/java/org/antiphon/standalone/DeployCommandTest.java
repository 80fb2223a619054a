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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.antiphon.chain.AddressBook;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                .isEqualTo(2);
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
        assertThat(deploy(11, book, "--parameters", parameters.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("lockups.undelegate: 5 (expected: above 19938)");
        Files.writeString(parameters, "{\"lockup\": {}}");
        assertThat(deploy(11, book, "--parameters", parameters.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("lockup").doesNotContain("\tat ");
    }

    @Test
    void runWithOtherParametersOrRolesIsRefusedBeforeAnythingIsSent() throws Exception {
        var book = folder.resolve("addresses.json");
        assertThat(deploy(10, book)).as(err.toString()).isZero();
        var written = AddressBook.read(book).orElseThrow();
        var parameters = Files.writeString(folder.resolve("parameters.json"), "{\"refundWindow\": 50}");

        assertThat(written.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(deploy(10, book, "--parameters", parameters.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("--out " + book + ": the address book of a deployment with other parameters or roles");
        err.getBuffer().setLength(0);
        Files.writeString(parameters, "{\"wormhole\": \"" + address(4) + "\"}");
        assertThat(deploy(10, book, "--parameters", parameters.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("other parameters or roles");
        assertThat(out.toString()).isEmpty();
        assertThat(deploy(10, book, "--treasury", address(3))).isEqualTo(1);
        assertThat(deploy(10, book, "--domain-chain-id", "5", "--dry-run")).isEqualTo(1);
        assertThat(AddressBook.read(book)).contains(written);

        assertThat(deploy(
                        10,
                        book,
                        "--owner",
                        address(10).toUpperCase(Locale.ROOT).replace("0X", "0x")))
                .as(err.toString())
                .isZero();
    }

    @Test
    void bookWithoutAFingerprintIsAcceptedAndStaysSo() throws Exception {
        var book = folder.resolve("addresses.json");
        assertThat(deploy(10, book)).as(err.toString()).isZero();
        var written = AddressBook.read(book).orElseThrow();
        var older = new AddressBook(written.dataLayer(), written.ethereum());
        older.write(book);

        assertThat(deploy(10, book)).as(err.toString()).isZero();

        assertThat(book).content().doesNotContain("fingerprint");
        assertThat(AddressBook.read(book)).contains(older);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cases':null} | cases: null (expected: an object)",
                "{'lockups':{'fundingRound':-1}} | lockups.fundingRound: -1 (expected: 1..1000000000)",
                "[] | the parameters: [] (expected: an object)",
                "{'cases':{'deposit':1.5}} | cases.deposit: 1.5 (expected: a whole number)",
                "{'cases':{'panelSize':null}} | cases.panelSize: null (expected: a whole number)",
                "{'wormhole':'0x0000000000000000000000000000000000000000'} | 0000 (expected: an address other than zero)",
                "{'serviceTypes':[{'name':'café','minimumStake':1,'maximumStake':2}]} | serviceTypes: café (expected: a name in ASCII",
                "{'serviceTypes':[{'name':'a','minimumStake':1}]} | (expected: with maximumStake)",
                "{'serviceTypes':[{'name':'a','minimumStake':1,'maximumStake':2},{'name':'a','minimumStake':1,'maximumStake':2}]} | serviceTypes: a twice (expected: each name once)",
                "{'cases':{'commitWindow':216000}} | lockups.decreaseStake: 46523 (expected: above 453744",
                "{'notifier':{'email':5}} | notifier.email: 5 (expected: a text)",
                "{'lockup':{}} | lockup: {} (expected: one of [",
                "{'refundWindow':1} x | Unrecognized token"
            })
    void wrongParametersAreNamedBeforeAnythingIsSent(String text, String message) throws Exception {
        var parameters = Files.writeString(folder.resolve("parameters.json"), text.replace('\'', '"'));

        assertThat(deploy(10, folder.resolve("addresses.json"), "--parameters", parameters.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--proxy-admin | 0x12 | --proxy-admin: 0x12 (expected: an address",
                "--recorder | 0x0000000000000000000000000000000000000000 | (expected: an address other than zero)",
                "--rpc | nonsense | --rpc: nonsense (expected: an http or https URL)",
                "--rpc | ftp://x | --rpc: ftp://x (expected: an http or https URL)",
                "--rpc-ethereum | wss://x/secret | --rpc-ethereum: wss://x (expected: an http or https URL)",
                "--domain-chain-id | -1 | --domain-chain-id: -1 (expected: above 0)",
                "--parameters | absent.json | absent.json (expected: a file that can be read)"
            })
    void wrongArgumentIsNamed(String option, String value, String message) throws Exception {
        var key = Files.writeString(folder.resolve("key"), "1".repeat(64));
        var options = new TreeMap<>(Map.of(
                "--rpc",
                chain.rpcUrl(),
                "--key-file",
                key.toString(),
                "--proxy-admin",
                address(1),
                "--recorder",
                address(2)));
        options.put(option, value);
        var arguments = new ArrayList<>(List.of("deploy"));
        options.forEach((name, given) -> arguments.add(name + "=" + given));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(message).doesNotContain("\tat ", "secret");
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
                .isEqualTo(2);
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

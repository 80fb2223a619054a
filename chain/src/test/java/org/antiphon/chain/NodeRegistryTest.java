package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.antiphon.chain.NodeRegistrar.Registration;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Invocation;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.RegistryKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;

class NodeRegistryTest {

    private static final String TYPE = Parameters.CONTENT_NODE;
    private static final int OWNER = 10;
    private static final int TREASURY = 4;

    @TempDir
    Path directory;

    private TestChain chain;
    private ChainAddresses addresses;
    private final List<NodeChange> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        chain = TestChain.start(directory);
        addresses = chain.deployBothSides();
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void nodeIsRegisteredOnceAndFollowsItsEndpoint() {
        var first = register(OWNER, "http://one.example");
        var head = head();

        assertThat(first.key()).hasToString("content-node/1");
        assertThat(register(OWNER, "http://one.example")).isEqualTo(first);
        assertThat(head()).isEqualTo(head);
        var moved = register(OWNER, "http://two.example");
        assertThat(moved.key()).isEqualTo(first.key());
        try (var registry = follow()) {
            assertThat(registry.nodes()).containsExactly(moved);
        }
    }

    @Test
    void membersThatComeMoveAndGoAreSeen() {
        register(OWNER, "http://early.example");
        try (var registry = follow()) {
            assertThat(registry.nodes(TYPE)).hasSize(1);

            register(OWNER + 1, "http://late.example");
            await().until(() -> registry.nodes(TYPE).size() == 2);
            register(OWNER, "http://moved.example");
            await().until(() -> endpoints(registry).contains("http://moved.example"));
            setWallet(OWNER, "http://moved.example", 20);
            await().until(() ->
                    registry.find(TYPE, chain.account(20).getAddress()).isPresent());
            deregister(OWNER + 1, "http://late.example");
            await().until(() -> registry.nodes(TYPE).size() == 1);

            assertThat(seen)
                    .extracting(change -> change.getClass().getSimpleName())
                    .containsExactly("Joined", "Moved", "Moved", "Left");
        }
    }

    @Test
    void nodeSeesItsOwnRegistrationComeAndGo() {
        var wallet = chain.account(OWNER).getAddress();
        try (var registry = follow()) {
            var states = new CopyOnWriteArrayList<Boolean>();
            registry.watch(TYPE, wallet).map(Optional::isPresent).subscribe(states::add);

            register(OWNER, "http://one.example");
            register(OWNER + 1, "http://two.example");
            await().untilAsserted(() -> assertThat(states).containsExactly(false, true));
            deregister(OWNER, "http://one.example");

            await().untilAsserted(() -> assertThat(states).containsExactly(false, true, false));
        }
    }

    @Test
    void registrationThatTheChainTakesBackIsTakenBack() {
        try (var registry = follow()) {
            register(OWNER, "http://one.example");
            await().until(() -> registry.nodes().size() == 1);

            chain.reorg(3);
            await().until(() -> registry.nodes().isEmpty());
            register(OWNER, "http://again.example");
            await().until(() -> endpoints(registry).equals(List.of("http://again.example")));
        }
    }

    @Test
    void reorgBelowTheFirstBlockReadIsSurvived() {
        register(OWNER, "http://one.example");
        try (var registry = follow()) {
            assertThat(registry.nodes()).hasSize(1);

            chain.reorg(3);
            await().until(() -> registry.nodes().isEmpty());
            register(OWNER, "http://again.example");
            await().until(() -> endpoints(registry).equals(List.of("http://again.example")));
        }
    }

    private NodeRegistry follow() {
        var registry = NodeRegistry.follow(
                ChainEndpoint.of(chain.chain().rpcUrl(), null),
                addresses.address(EthereumSide.SERVICE_PROVIDER_FACTORY),
                64);
        registry.changes().subscribe(seen::add);
        registry.ready().block();
        seen.clear();
        return registry;
    }

    private RegisteredNode register(int owner, String endpoint) {
        var registration = new Registration(
                TYPE, endpoint, Parameters.audio(200_000), chain.account(owner).getAddress());
        return TestChain.get(new NodeRegistrar(chain.client(), addresses)
                .register(registration, chain.account(owner), chain.account(TREASURY)));
    }

    private void setWallet(int owner, String endpoint, int wallet) {
        send(
                owner,
                Invocation.of(
                        "updateDelegateOwnerWallet",
                        RegistryKey.word(TYPE),
                        new Utf8String(endpoint),
                        new Address(chain.account(wallet).getAddress())));
    }

    private void deregister(int owner, String endpoint) {
        send(owner, Invocation.of("deregister", RegistryKey.word(TYPE), new Utf8String(endpoint)));
    }

    private void send(int from, Invocation invocation) {
        var factory = addresses.address(EthereumSide.SERVICE_PROVIDER_FACTORY);
        chain.send(from, factory, invocation.encode(addresses.contracts()));
    }

    private static List<String> endpoints(NodeRegistry registry) {
        return registry.nodes().stream().map(RegisteredNode::endpoint).toList();
    }

    private long head() {
        return TestChain.get(chain.client().blockSource().head());
    }
}

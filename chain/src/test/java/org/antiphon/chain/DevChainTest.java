package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChainTest {

    private static final String ENTITY_MANAGER = "0x254dffcd3277c0b1660f6d42efbb754edababc2b";

    @TempDir
    Path directory;

    @Test
    void contractsAreWhereClientsExpectThemAndDeployingAgainDoesNothing() {
        try (var chain = TestChain.start(directory)) {
            assertThat(chain.account(0).getAddress()).isEqualTo("0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1");

            var addresses = chain.deploy();
            var head = chain.client().blockSource().head().block();

            assertThat(addresses.chainId()).isEqualTo(1337);
            assertThat(addresses.entityManager()).isEqualTo(ENTITY_MANAGER);
            assertThat(chain.deploy()).isEqualTo(addresses);
            assertThat(chain.client().blockSource().head().block()).isEqualTo(head);
        }
    }

    @Test
    void stateSurvivesClose() {
        Block last;
        try (var chain = TestChain.start(directory)) {
            chain.deploy();
            last = newest(chain);
        }

        try (var chain = TestChain.start(directory)) {
            assertThat(newest(chain)).isEqualTo(last);
            assertThat(chain.deploy().entityManager()).isEqualTo(ENTITY_MANAGER);
        }
    }

    @Test
    void orphanOfAKilledParentWritesItsStateAndIsReplaced() {
        var orphan = TestChain.start(directory);
        var deployed = orphan.deploy();
        var last = newest(orphan);

        try (var chain = TestChain.start(directory)) {
            assertThat(ProcessHandle.of(orphan.chain().pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(newest(chain)).isEqualTo(last);
            assertThat(chain.deploy()).isEqualTo(deployed);
        }
        orphan.client().close();
    }

    @Test
    void processThatOnlyHasTheIdOfOursIsLeftAlone() throws Exception {
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(directory.resolve("anvil.pid"), stranger.pid() + "\n" + Instant.EPOCH + " /usr/bin/anvil\n");

        TestChain.start(directory).close();

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroy();
    }

    @Test
    void afterAKillOnlyTheLastMomentsAreGone() throws Exception {
        try (var chain = TestChain.start(directory)) {
            chain.deploy();
            await().atMost(Duration.ofSeconds(20)).until(() -> stateHas(ENTITY_MANAGER));
            kill(chain.chain().pid());
        }

        try (var chain = TestChain.start(directory)) {
            assertThat(hasEntityManager(chain)).isTrue();
        }
    }

    @Test
    void halfWrittenStateIsReplacedByTheLastGoodOne() throws Exception {
        Block last;
        TestChain.start(directory).close();
        try (var chain = TestChain.start(directory)) {
            chain.deploy();
            last = newest(chain);
        }
        try (var file = FileChannel.open(state(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        try (var chain = TestChain.start(directory)) {
            assertThat(newest(chain)).isEqualTo(last);
            assertThat(directory.resolve("anvil-state.damaged.json")).exists();
        }
    }

    @Test
    void damagedStateWithoutACopyStartsAnEmptyChain() throws Exception {
        try (var file = FileChannel.open(state(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            file.write(ByteBuffer.wrap("{\"block\":".getBytes(StandardCharsets.UTF_8)));
        }

        try (var chain = TestChain.start(directory)) {
            assertThat(newest(chain).number()).isZero();
        }
    }

    @Test
    void accountsAreFifty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevAccounts.credentials(50))
                .withMessage("index: 50 (expected: 0..49)");
    }

    private static boolean hasEntityManager(TestChain chain) {
        var code = TestChain.get(new NodeTransactions(chain.client()).codes(List.of(ENTITY_MANAGER)));
        return code.getFirst().length() > 2;
    }

    private static Block newest(TestChain chain) {
        var source = chain.client().blockSource();
        return TestChain.get(source.head().flatMap(source::block));
    }

    private Path state() {
        return directory.resolve("anvil-state.json");
    }

    private boolean stateHas(String address) throws Exception {
        return Files.exists(state()) && Files.readString(state()).contains(address);
    }

    private static void kill(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}

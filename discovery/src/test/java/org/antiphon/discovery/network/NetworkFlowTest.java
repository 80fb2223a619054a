package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.TestNetwork.ask;
import static org.antiphon.discovery.testing.TestNetwork.audio;
import static org.antiphon.discovery.testing.TestNetwork.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.antiphon.chain.TestChain;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Payments;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.discovery.IndexerService;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.discovery.testing.TestNetwork;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;

/** What happens on the token's chain, from the contracts themselves to the rows. */
class NetworkFlowTest {
    private static final int PROVIDER = 10;
    private static final int DELEGATOR = 11;
    private static final int SELLER = 12;
    private static final int BUYER = 13;
    private static final List<Integer> ARBITRATORS = List.of(14, 15, 16, 17);
    private static final BigInteger TRACK = BigInteger.ZERO;
    private static final BigInteger YES = BigInteger.TWO;
    private static final BigInteger UPHELD = BigInteger.ONE;
    private static final long SONG = 2_000_001;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    private static Path directory;

    private static TestChain chain;
    private static TestIndex index;
    private static TestNetwork network;
    private static ServiceHost indexer;

    @BeforeAll
    static void start() {
        var database = postgres.databaseConfig();
        chain = TestChain.start(directory);
        index = new TestIndex(database);
        network = new TestNetwork(chain);
        indexer = IndexerService.start(Settings.of(network.indexer(database)).bind(IndexerConfig.class));
    }

    @AfterAll
    static void stop() {
        indexer.close();
        index.close();
        chain.close();
    }

    @Test
    void theDeploymentItselfIsIndexed() {
        assertIndexed(
                "SELECT address FROM registered_contracts WHERE name = 'StakingProxy'",
                network.staking.getContractAddress());
        assertIndexed(
                "SELECT service_type || ' ' || max_stake FROM service_types WHERE service_type = 'content-node'",
                "content-node " + audio(3_000_000));
        assertIndexed(
                "SELECT value FROM network_parameters WHERE contract = 'Arbitration' AND name = 'panel_size'", "3");
        assertIndexed("SELECT is_allowed FROM payment_tokens", "true");
        assertIndexed("SELECT count(*) > 10 FROM guardian_transactions", "true");
        assertIndexed("SELECT count(*) FROM action_outcomes WHERE NOT accepted", "0");
        Awaitility.await()
                .untilAsserted(() -> assertThat(indexer.health().state()).isEqualTo(HealthState.HEALTH_STATE_HEALTHY));
    }

    @Test
    void aProposalIsVotedOnAndCarriedOut() {
        provide();
        var data = Numeric.hexStringToByteArray(FunctionEncoder.encodeConstructor(List.of(new Uint256(audio(50)))));
        network.send(
                PROVIDER,
                network.governance.submitProposal(
                        RegistryKey.DELEGATE_MANAGER.word().getValue(),
                        BigInteger.ZERO,
                        "updateMinDelegationAmount(uint256)",
                        data,
                        "Smaller delegations",
                        "Let small holders in \0"),
                network.governance);
        network.send(PROVIDER, network.governance.submitVote(BigInteger.ONE, BigInteger.ONE), network.governance);
        network.send(DELEGATOR, network.governance.submitVote(BigInteger.ONE, YES), network.governance);
        network.send(PROVIDER, network.governance.updateVote(BigInteger.ONE, YES), network.governance);
        assertIndexed("""
                SELECT name || ' ' || outcome || ' ' || votes_yes || ' ' || votes_no || ' ' || vote_count
                    || ' ' || voting_end_block - submission_block
                FROM proposals
                """, "Smaller delegations in_progress %s 0 2 20".formatted(audio(301_000)));
        assertIndexed(
                "SELECT is_yes FROM proposal_votes WHERE voter = '%s'".formatted(network.account(PROVIDER)), "true");

        network.mine(27);
        network.send(PROVIDER, network.governance.evaluateProposalOutcome(BigInteger.ONE), network.governance);
        assertIndexed("SELECT outcome FROM proposals", "approved_executed");
        assertIndexed(
                "SELECT value FROM network_parameters WHERE name = 'min_delegation'",
                audio(50).toString());
    }

    @Test
    void aCaseLeadsToATakedownAndJurorsArePaid() {
        ARBITRATORS.forEach(each -> {
            network.fund(each, 50_000);
            network.send(each, network.arbitrators.stake(audio(20_000)), network.arbitrators);
        });
        network.fund(BUYER, 10_000);
        network.mine(1);
        network.send(
                BUYER,
                network.arbitration.openTakedown(TRACK, BigInteger.valueOf(SONG), "cid", "ipfs://evidence"),
                network.arbitration);
        assertIndexed(
                "SELECT kind || ' ' || phase || ' ' || content_type || ' ' || subject_id FROM arbitration_cases",
                "takedown drawing track " + SONG);
        assertIndexed("SELECT uri FROM arbitration_evidence", "ipfs://evidence");

        network.mine(3);
        network.send(BUYER, network.arbitration.draw(BigInteger.ONE), network.arbitration);
        ARBITRATORS.forEach(each -> network.send(
                each, network.arbitration.commitVote(BigInteger.ONE, commitment(each)), network.arbitration));
        network.mine(20);
        ARBITRATORS.forEach(each -> network.send(
                each, network.arbitration.revealVote(BigInteger.ONE, UPHELD, salt(each)), network.arbitration));
        assertIndexed("SELECT seats || ' ' || upheld || ' ' || rejected FROM arbitration_rounds", "3 3 0");
        assertIndexed("SELECT sum(seats) FROM arbitration_jurors WHERE vote = 'upheld' AND commitment LIKE '0x%'", "3");

        network.mine(20);
        network.send(BUYER, network.arbitration.rule(BigInteger.ONE), network.arbitration);
        assertIndexed("SELECT phase || ' ' || ruling FROM arbitration_cases", "ruled upheld");
        network.mine(21);
        network.send(BUYER, network.arbitration.execute(BigInteger.ONE), network.arbitration);
        assertIndexed("SELECT phase || ' ' || ruling FROM arbitration_cases", "ended upheld");
        assertIndexed(
                "SELECT content_type || ' ' || content_id || ' ' || case_id FROM takedowns", "track " + SONG + " 1");

        ARBITRATORS.forEach(each -> network.send(
                each, network.arbitration.claim(BigInteger.ONE, network.account(each)), network.arbitration));
        network.send(BUYER, network.arbitration.claim(BigInteger.ONE, network.account(BUYER)), network.arbitration);
        assertIndexed(
                "SELECT deposit_returned FROM arbitration_settlements WHERE account = '%s'"
                        .formatted(network.account(BUYER)),
                audio(1_000).toString());
        for (int each : ARBITRATORS) {
            var held = ask(network.arbitrators.getArbitrator(network.account(each)));
            assertIndexed(
                    "SELECT active || ' ' || unbonding FROM arbitrators WHERE arbitrator = '%s'"
                            .formatted(network.account(each)),
                    held.active + " " + held.unbonding);
        }
        assertIndexed("SELECT count(*) FROM action_outcomes WHERE NOT accepted", "0");
    }

    @Test
    void salesAndTipsAreIndexedAndTakenBackWithTheirBlock() {
        network.fund(BUYER, 10_000);
        var offer = new Payments.Offer(
                TRACK,
                BigInteger.valueOf(SONG),
                network.token.getContractAddress(),
                audio(10),
                List.of(network.account(SELLER), network.account(PROVIDER)),
                List.of(BigInteger.valueOf(9_000), BigInteger.valueOf(1_000)),
                network.account(SELLER),
                BigInteger.valueOf(Long.MAX_VALUE),
                BigInteger.ZERO);
        network.send(
                BUYER,
                network.payments.purchase(
                        offer, network.signed(SELLER, offer), BigInteger.valueOf(3_000_002), audio(1)),
                network.payments);
        assertIndexed(
                "SELECT buyer_user_id || ' ' || content_id || ' ' || price || ' ' || refund_state FROM purchases",
                "3000002 %d %s none".formatted(SONG, audio(10)));
        assertIndexed("SELECT sum(amount) FROM purchase_splits", audio(11).toString());

        network.send(
                BUYER,
                network.payments.tip(
                        network.token.getContractAddress(),
                        audio(3),
                        BigInteger.valueOf(3_000_002),
                        BigInteger.valueOf(3_000_001),
                        network.account(SELLER)),
                network.payments);
        assertIndexed("SELECT receiver_user_id || ' ' || amount FROM tips", "3000001 " + audio(3));

        chain.reorg(1);
        chain.mine(1);
        assertIndexed("SELECT count(*) FROM tips", "0");
        assertIndexed("SELECT count(*) FROM purchases", "1");
    }

    private static void provide() {
        network.fund(PROVIDER, 400_000);
        network.fund(DELEGATOR, 10_000);
        network.send(
                PROVIDER,
                network.providers.register(
                        word(Parameters.CONTENT_NODE), "https://node", audio(300_000), network.account(PROVIDER)),
                network.providers);
        network.send(
                DELEGATOR,
                network.delegations.delegateStake(network.account(PROVIDER), audio(1_000)),
                network.delegations);
    }

    private static byte[] commitment(int juror) {
        return ask(network.arbitration.commitmentOf(
                BigInteger.ONE, BigInteger.ZERO, network.account(juror), UPHELD, salt(juror)));
    }

    private static byte[] salt(int juror) {
        return word("salt" + juror);
    }

    private static void assertIndexed(String sql, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(index.texts(sql)).containsExactly(expected));
    }
}

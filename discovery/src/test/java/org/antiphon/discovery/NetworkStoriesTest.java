package org.antiphon.discovery;

import static org.antiphon.discovery.testing.TestNetwork.ask;
import static org.antiphon.discovery.testing.TestNetwork.audio;
import static org.antiphon.discovery.testing.TestNetwork.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.antiphon.chain.TestChain;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Payments;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.discovery.testing.TestNetwork;
import org.antiphon.proto.discovery.v1.ArbitrationServiceGrpc;
import org.antiphon.proto.discovery.v1.Arbitrator;
import org.antiphon.proto.discovery.v1.Case;
import org.antiphon.proto.discovery.v1.CaseKind;
import org.antiphon.proto.discovery.v1.CasePhase;
import org.antiphon.proto.discovery.v1.Claim;
import org.antiphon.proto.discovery.v1.ContentType;
import org.antiphon.proto.discovery.v1.GetCaseRequest;
import org.antiphon.proto.discovery.v1.GetProposalRequest;
import org.antiphon.proto.discovery.v1.GetPurchaseRequest;
import org.antiphon.proto.discovery.v1.GovernanceServiceGrpc;
import org.antiphon.proto.discovery.v1.Juror;
import org.antiphon.proto.discovery.v1.ListArbitratorsRequest;
import org.antiphon.proto.discovery.v1.ListClaimsRequest;
import org.antiphon.proto.discovery.v1.ListNodesRequest;
import org.antiphon.proto.discovery.v1.ListOfferCancellationsRequest;
import org.antiphon.proto.discovery.v1.ListServiceTypesRequest;
import org.antiphon.proto.discovery.v1.ListTakedownsRequest;
import org.antiphon.proto.discovery.v1.Node;
import org.antiphon.proto.discovery.v1.NodeServiceGrpc;
import org.antiphon.proto.discovery.v1.OfferCancellation;
import org.antiphon.proto.discovery.v1.Panel;
import org.antiphon.proto.discovery.v1.PaymentServiceGrpc;
import org.antiphon.proto.discovery.v1.Proposal;
import org.antiphon.proto.discovery.v1.ProposalOutcome;
import org.antiphon.proto.discovery.v1.Purchase;
import org.antiphon.proto.discovery.v1.RefundState;
import org.antiphon.proto.discovery.v1.Ruling;
import org.antiphon.proto.discovery.v1.ServiceType;
import org.antiphon.proto.discovery.v1.StakingServiceGrpc;
import org.antiphon.proto.discovery.v1.Takedown;
import org.antiphon.proto.discovery.v1.WatchNodesRequest;
import org.antiphon.proto.discovery.v1.WatchProvidersRequest;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.RemoteFunctionCall;

/** What happens on one chain to accounts of its own in each test, from the contracts to what clients read. */
class NetworkStoriesTest {
    private static final List<Integer> ARBITRATORS = List.of(14, 15, 16, 17);
    private static final int OPENER = 18;
    private static final int SELLER = 19;
    private static final int BUYER = 20;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BigInteger TRACK = BigInteger.ZERO;
    private static final BigInteger UPHELD = BigInteger.ONE;
    private static final BigInteger REJECTED = BigInteger.TWO;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    private static Path directory;

    private static TestChain chain;
    private static TestNetwork network;
    private static TestIndex index;
    private static ServiceHost indexer;
    private static ServiceHost host;
    private static ManagedChannel channel;
    private static NodeServiceGrpc.NodeServiceBlockingStub nodes;
    private static StakingServiceGrpc.StakingServiceBlockingStub staking;
    private static GovernanceServiceGrpc.GovernanceServiceBlockingStub governance;
    private static ArbitrationServiceGrpc.ArbitrationServiceBlockingStub arbitration;
    private static PaymentServiceGrpc.PaymentServiceBlockingStub payments;

    @BeforeAll
    static void start() {
        var database = postgres.databaseConfig();
        chain = TestChain.start(directory);
        network = new TestNetwork(chain);
        index = new TestIndex(database);
        indexer = IndexerService.start(Settings.of(network.indexer(database)).bind(IndexerConfig.class));
        host = DiscoveryService.start(DiscoveryServiceTest.config(database));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        nodes = NodeServiceGrpc.newBlockingStub(channel);
        staking = StakingServiceGrpc.newBlockingStub(channel);
        governance = GovernanceServiceGrpc.newBlockingStub(channel);
        arbitration = ArbitrationServiceGrpc.newBlockingStub(channel);
        payments = PaymentServiceGrpc.newBlockingStub(channel);
        ARBITRATORS.forEach(each -> {
            network.fund(each, 100_000);
            network.send(each, network.arbitrators.stake(audio(50_000)), network.arbitrators);
        });
        network.fund(OPENER, 100_000);
        network.fund(BUYER, 100_000);
        network.mine(1);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        host.close();
        indexer.close();
        index.close();
        chain.close();
    }

    @Test
    void anAppealIsRuledByAPanelOfTwiceTheSizeAndOne() {
        var id = open(network.arbitration.openTakedown(TRACK, BigInteger.valueOf(1), "cid", "ipfs://evidence"));
        draw(id);
        rule(id, 0, REJECTED);
        assertThat(read(id)).satisfies(ruled -> {
            assertThat(ruled.getPhase()).isEqualTo(CasePhase.CASE_PHASE_RULED);
            assertThat(ruled.getRuling()).isEqualTo(Ruling.RULING_REJECTED);
            assertThat(ruled.getAppealEndBlock()).isPositive();
        });

        arbitrate(OPENER, network.arbitration.appeal(id));
        assertThat(read(id)).satisfies(appealed -> {
            assertThat(appealed.getPhase()).isEqualTo(CasePhase.CASE_PHASE_DRAWING);
            assertThat(appealed.getAppellant()).isEqualTo(network.account(OPENER));
        });
        draw(id);
        rule(id, 1, UPHELD);
        arbitrate(OPENER, network.arbitration.execute(id));
        settle(id);

        assertThat(read(id)).satisfies(ended -> {
            assertThat(ended.getIsExecuted()).isTrue();
            assertThat(ended.getPanelsList())
                    .extracting(NetworkStoriesTest::seats, Panel::getUpheld, Panel::getRejected, Panel::getRuling)
                    .containsExactly(tuple(3, 0, 3, Ruling.RULING_REJECTED), tuple(7, 7, 0, Ruling.RULING_UPHELD));
        });
        assertThat(takedowns()).contains(1L);
        assertStakes();
    }

    @Test
    void contentComesBackThroughACaseOfItsOwn() {
        takeDown(2);
        assertThat(takedowns()).contains(2L);

        var id = open(network.arbitration.openReinstatement(TRACK, BigInteger.TWO, "ipfs://licence"));
        rulesAtOnce(id, UPHELD);

        assertThat(read(id)).satisfies(found -> {
            assertThat(found.getKind()).isEqualTo(CaseKind.CASE_KIND_REINSTATEMENT);
            assertThat(found.getRespondent()).isEqualTo(network.account(OPENER));
            assertThat(found.getIsExecuted()).isTrue();
        });
        assertThat(takedowns()).doesNotContain(2L);
    }

    @Test
    void anAbsentPanelIsReplaced() {
        var id = open(network.arbitration.openTakedown(TRACK, BigInteger.valueOf(3), "", "ipfs://evidence"));
        draw(id);
        stayAway(id);
        draw(id);
        rule(id, 1, REJECTED);

        assertThat(read(id)).satisfies(found -> {
            assertThat(found.getPhase()).isEqualTo(CasePhase.CASE_PHASE_RULED);
            assertThat(found.getPanelsList())
                    .extracting(Panel::getRound, Panel::getRejected, Panel::getRuling)
                    .containsExactly(tuple(0, 0, Ruling.RULING_UNSPECIFIED), tuple(1, 3, Ruling.RULING_REJECTED));
            assertThat(found.getPanels(0).getJurorsList())
                    .extracting(Juror::getHasCommitted)
                    .containsOnly(false);
        });
        network.mine(21);
        arbitrate(OPENER, network.arbitration.execute(id));
        settle(id);
        assertStakes();
        assertThat(takedowns()).doesNotContain(3L);
    }

    @Test
    void aCaseThatNoPanelRulesOnIsDismissed() {
        var id = open(network.arbitration.openTakedown(TRACK, BigInteger.valueOf(4), "", "ipfs://evidence"));
        for (int panel = 0; panel < 4; panel++) {
            draw(id);
            stayAway(id);
        }
        settle(id);

        assertThat(read(id)).satisfies(found -> {
            assertThat(found.getPhase()).isEqualTo(CasePhase.CASE_PHASE_ENDED);
            assertThat(found.getRuling()).isEqualTo(Ruling.RULING_DISMISSED);
            assertThat(found.getIsExecuted()).isFalse();
            assertThat(found.getPanelsList()).hasSize(4);
        });
        assertStakes();
    }

    @Test
    void aMissedDrawIsFollowedByAnotherInTheSameRound() {
        var id = open(network.arbitration.openTakedown(TRACK, BigInteger.valueOf(5), "", "ipfs://evidence"));
        network.mine(260);
        arbitrate(OPENER, network.arbitration.redraw(id));
        draw(id);
        rule(id, 0, REJECTED);

        assertThat(read(id).getPanelsList()).extracting(Panel::getRuling).containsExactly(Ruling.RULING_REJECTED);
    }

    @Test
    void aRefundIsOwedUntilTheSellerLetsItBeCollected() {
        var offer = offer();
        network.send(
                BUYER,
                network.payments.purchase(
                        offer, network.signed(SELLER, offer), BigInteger.valueOf(3_000_002), audio(1)),
                network.payments);
        var purchase = ask(network.payments.purchaseCount());
        var id = open(BUYER, network.arbitration.openRefund(purchase, "ipfs://silence"));
        rulesAtOnce(id, UPHELD);

        assertThat(read(id)).satisfies(found -> {
            assertThat(found.getKind()).isEqualTo(CaseKind.CASE_KIND_REFUND);
            assertThat(found.getRespondent()).isEqualTo(network.account(SELLER));
            assertThat(found.getAmount()).isEqualTo(audio(10).toString());
            assertThat(found.getIsExecuted()).isTrue();
        });
        assertThat(purchase(purchase).getRefundState()).isEqualTo(RefundState.REFUND_STATE_OWED);

        network.fund(SELLER, 100);
        network.send(OPENER, network.payments.collectRefund(purchase), network.payments);
        indexed();
        assertThat(purchase(purchase).getRefundState()).isEqualTo(RefundState.REFUND_STATE_REFUNDED);
        assertThat(purchase(purchase).getIsByOwner()).isFalse();
    }

    @Test
    void aSellersCancelledOffersCanBeSeen() {
        network.send(21, network.payments.cancelOffers(BigInteger.TWO), network.payments);
        network.send(21, network.payments.cancelContentOffers(TRACK, BigInteger.TEN, UPHELD), network.payments);
        network.send(21, network.payments.cancelContentOffers(TRACK, BigInteger.TEN, REJECTED), network.payments);
        indexed();

        assertThat(payments.listOfferCancellations(ListOfferCancellationsRequest.newBuilder()
                                .setSeller(network.account(21))
                                .build())
                        .getDataList())
                .extracting(
                        OfferCancellation::getContentType,
                        OfferCancellation::getContentId,
                        OfferCancellation::getMinimumVersion)
                .containsExactly(
                        tuple(ContentType.CONTENT_TYPE_TRACK, 10L, "2"),
                        tuple(ContentType.CONTENT_TYPE_UNSPECIFIED, 0L, "2"));
    }

    @Test
    void aVotingPeriodHoldsForWhatIsInProgressUntilTheGuardianVetoesIt() {
        register(22, Parameters.DISCOVERY_NODE);
        network.send(
                22,
                network.governance.submitProposal(
                        RegistryKey.DELEGATE_MANAGER.word().getValue(),
                        BigInteger.ZERO,
                        "updateMinDelegationAmount(uint256)",
                        new byte[32],
                        "No least delegation",
                        "Let everybody in"),
                network.governance);
        indexed();
        assertThat(proposal().getVotingEndBlock()).isEqualTo(proposal().getSubmissionBlock() + 20);

        network.govern(RegistryKey.GOVERNANCE, "setVotingPeriod(uint256)", new Uint256(15));
        indexed();
        assertThat(proposal().getVotingEndBlock()).isEqualTo(proposal().getSubmissionBlock() + 15);
        assertThat(proposal().getOutcome()).isEqualTo(ProposalOutcome.PROPOSAL_OUTCOME_IN_PROGRESS);

        network.send(TestNetwork.GUARDIAN, network.governance.vetoProposal(BigInteger.ONE), network.governance);
        indexed();
        assertThat(proposal().getOutcome()).isEqualTo(ProposalOutcome.PROPOSAL_OUTCOME_VETOED);
    }

    @Test
    void aRemovedTypeOfServiceIsNoLongerValid() {
        network.govern(
                RegistryKey.SERVICE_TYPE_MANAGER,
                "removeServiceType(bytes32)",
                RegistryKey.word(Parameters.CONTENT_SERVICE));
        indexed();

        assertThat(nodes.listServiceTypes(ListServiceTypesRequest.getDefaultInstance())
                        .getDataList())
                .filteredOn(type -> !type.getIsValid())
                .extracting(ServiceType::getServiceType)
                .containsExactly(Parameters.CONTENT_SERVICE);
    }

    @Test
    void aProviderThatStakedAfterTheRoundBeganClaimsNothing() {
        network.mine(31);
        network.send(TestNetwork.GUARDIAN, network.claims.initiateRound(), network.claims);
        register(23, Parameters.CONTENT_NODE);
        network.send(23, network.delegations.claimRewards(network.account(23)), network.delegations);
        indexed();

        assertThat(staking.listClaims(ListClaimsRequest.newBuilder()
                                .setProvider(network.account(23))
                                .build())
                        .getDataList())
                .extracting(Claim::getRewards, Claim::getOldTotal, Claim::getNewTotal)
                .containsExactly(tuple("0", "0", audio(300_000).toString()));
    }

    @Test
    void watchersAreToldOfStakesOfNodesAndOfRequestsOfProviders() {
        register(24, Parameters.CONTENT_NODE);
        // Another test may have begun a round, in which stake moves only after the claim.
        network.send(24, network.delegations.claimRewards(network.account(24)), network.delegations);
        indexed();
        var owner = network.account(24);
        assertThat(nodes.listNodes(ListNodesRequest.newBuilder().setOwner(owner).build())
                        .getDataList())
                .extracting(Node::getDelegateOwnerWallet)
                .containsExactly(owner);
        var seen = nodes.withDeadlineAfter(LIMIT)
                .watchNodes(WatchNodesRequest.newBuilder()
                        .setAfterBlock(network.head())
                        .build());
        var providers = staking.withDeadlineAfter(LIMIT)
                .watchProviders(WatchProvidersRequest.newBuilder()
                        .setAddress(owner)
                        .setAfterBlock(network.head())
                        .build());

        network.send(24, network.providers.increaseStake(audio(1_000)), network.providers);
        assertThat(seen.next().getData().getOwnerStake())
                .isEqualTo(audio(301_000).toString());
        assertThat(providers.next().getData().getPendingDecrease()).isEmpty();
        network.send(24, network.providers.requestDecreaseStake(audio(500)), network.providers);
        assertThat(providers.next().getData().getPendingDecrease())
                .isEqualTo(audio(500).toString());
        network.send(24, network.providers.cancelDecreaseStakeRequest(owner), network.providers);
        assertThat(providers.next().getData().getPendingDecrease()).isEmpty();
    }

    private static void register(int account, String type) {
        network.fund(account, 400_000);
        network.send(
                account,
                network.providers.register(
                        word(type), "https://node" + account, audio(300_000), network.account(account)),
                network.providers);
    }

    private static BigInteger open(RemoteFunctionCall<?> opening) {
        return open(OPENER, opening);
    }

    private static BigInteger open(int opener, RemoteFunctionCall<?> opening) {
        var before = ask(network.arbitration.caseCount());
        arbitrate(opener, opening);
        assertThat(ask(network.arbitration.caseCount())).isGreaterThan(before);
        return before.add(BigInteger.ONE);
    }

    private static void takeDown(long content) {
        var id = open(network.arbitration.openTakedown(TRACK, BigInteger.valueOf(content), "", "ipfs://evidence"));
        rulesAtOnce(id, UPHELD);
    }

    private static void rulesAtOnce(BigInteger id, BigInteger ruling) {
        draw(id);
        rule(id, 0, ruling);
        network.mine(21);
        arbitrate(OPENER, network.arbitration.execute(id));
        settle(id);
    }

    private static void draw(BigInteger id) {
        network.mine(3);
        arbitrate(OPENER, network.arbitration.draw(id));
    }

    private static void rule(BigInteger id, long round, BigInteger vote) {
        var number = BigInteger.valueOf(round);
        ARBITRATORS.forEach(each -> arbitrate(
                each,
                network.arbitration.commitVote(
                        id, ask(network.arbitration.commitmentOf(id, number, network.account(each), vote, salt())))));
        network.mine(20);
        ARBITRATORS.forEach(each -> arbitrate(each, network.arbitration.revealVote(id, vote, salt())));
        network.mine(20);
        arbitrate(OPENER, network.arbitration.rule(id));
        indexed();
    }

    private static void stayAway(BigInteger id) {
        network.mine(41);
        arbitrate(OPENER, network.arbitration.rule(id));
    }

    private static void settle(BigInteger id) {
        ARBITRATORS.forEach(each -> arbitrate(each, network.arbitration.claim(id, network.account(each))));
        indexed();
    }

    private static byte[] salt() {
        return word("salt");
    }

    private static void arbitrate(int from, RemoteFunctionCall<?> call) {
        network.send(from, call, network.arbitration);
    }

    private static Payments.Offer offer() {
        return new Payments.Offer(
                TRACK,
                BigInteger.valueOf(9),
                network.token.getContractAddress(),
                audio(10),
                List.of(network.account(SELLER)),
                List.of(BigInteger.valueOf(10_000)),
                network.account(SELLER),
                BigInteger.valueOf(Long.MAX_VALUE),
                BigInteger.ZERO);
    }

    private static Case read(BigInteger id) {
        indexed();
        return arbitration
                .getCase(GetCaseRequest.newBuilder()
                        .setCaseId(id.longValueExact())
                        .build())
                .getData();
    }

    private static Purchase purchase(BigInteger id) {
        return payments.getPurchase(GetPurchaseRequest.newBuilder()
                        .setPurchaseId(id.longValueExact())
                        .build())
                .getData();
    }

    private static Proposal proposal() {
        return governance
                .getProposal(GetProposalRequest.newBuilder().setProposalId(1).build())
                .getData();
    }

    private static List<Long> takedowns() {
        return arbitration.listTakedowns(ListTakedownsRequest.getDefaultInstance()).getDataList().stream()
                .map(Takedown::getContentId)
                .map(Long::valueOf)
                .toList();
    }

    private static int seats(Panel panel) {
        return panel.getJurorsList().stream().mapToInt(Juror::getSeats).sum();
    }

    private static void assertStakes() {
        var read = arbitration
                .listArbitrators(ListArbitratorsRequest.getDefaultInstance())
                .getDataList();
        for (int each : ARBITRATORS) {
            var held = ask(network.arbitrators.getArbitrator(network.account(each)));
            assertThat(read)
                    .filteredOn(arbitrator -> arbitrator.getAddress().equals(network.account(each)))
                    .extracting(Arbitrator::getActiveStake, Arbitrator::getUnbondingStake)
                    .containsExactly(tuple(held.active.toString(), held.unbonding.toString()));
        }
    }

    /** Waits for the index of what has happened, of which nothing may be unexpected. */
    private static void indexed() {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(index.texts("SELECT block_number FROM cursor WHERE chain = 'ethereum'"))
                        .containsExactly(Long.toString(network.head())));
        assertThat(index.texts("SELECT action || reason FROM action_outcomes WHERE NOT accepted"))
                .isEmpty();
    }
}

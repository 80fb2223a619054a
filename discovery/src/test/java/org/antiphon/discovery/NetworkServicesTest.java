package org.antiphon.discovery;

import static org.antiphon.discovery.testing.Failures.reasonOf;
import static org.antiphon.discovery.testing.NetworkRows.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.StakingSql;
import org.antiphon.discovery.testing.NetworkRows;
import org.antiphon.discovery.testing.SmallNetwork;
import org.antiphon.proto.discovery.v1.ArbitrationServiceGrpc;
import org.antiphon.proto.discovery.v1.Arbitrator;
import org.antiphon.proto.discovery.v1.Case;
import org.antiphon.proto.discovery.v1.CaseKind;
import org.antiphon.proto.discovery.v1.CasePhase;
import org.antiphon.proto.discovery.v1.Claim;
import org.antiphon.proto.discovery.v1.ContentType;
import org.antiphon.proto.discovery.v1.Delegation;
import org.antiphon.proto.discovery.v1.Evidence;
import org.antiphon.proto.discovery.v1.GetCaseRequest;
import org.antiphon.proto.discovery.v1.GetNodeRequest;
import org.antiphon.proto.discovery.v1.GetProposalRequest;
import org.antiphon.proto.discovery.v1.GetProviderRequest;
import org.antiphon.proto.discovery.v1.GetPurchaseRequest;
import org.antiphon.proto.discovery.v1.GetStakingSummaryRequest;
import org.antiphon.proto.discovery.v1.GovernanceServiceGrpc;
import org.antiphon.proto.discovery.v1.Juror;
import org.antiphon.proto.discovery.v1.ListArbitratorsRequest;
import org.antiphon.proto.discovery.v1.ListCasesRequest;
import org.antiphon.proto.discovery.v1.ListClaimsRequest;
import org.antiphon.proto.discovery.v1.ListContractsRequest;
import org.antiphon.proto.discovery.v1.ListDelegationsRequest;
import org.antiphon.proto.discovery.v1.ListNodesRequest;
import org.antiphon.proto.discovery.v1.ListOfferCancellationsRequest;
import org.antiphon.proto.discovery.v1.ListProposalsRequest;
import org.antiphon.proto.discovery.v1.ListProvidersRequest;
import org.antiphon.proto.discovery.v1.ListPurchasesRequest;
import org.antiphon.proto.discovery.v1.ListRoundsRequest;
import org.antiphon.proto.discovery.v1.ListServiceTypesRequest;
import org.antiphon.proto.discovery.v1.ListSlashesRequest;
import org.antiphon.proto.discovery.v1.ListTakedownsRequest;
import org.antiphon.proto.discovery.v1.ListTipsRequest;
import org.antiphon.proto.discovery.v1.ListVotesRequest;
import org.antiphon.proto.discovery.v1.Node;
import org.antiphon.proto.discovery.v1.NodeHealth;
import org.antiphon.proto.discovery.v1.NodeServiceGrpc;
import org.antiphon.proto.discovery.v1.OfferCancellation;
import org.antiphon.proto.discovery.v1.PaymentServiceGrpc;
import org.antiphon.proto.discovery.v1.Payout;
import org.antiphon.proto.discovery.v1.ProposalOutcome;
import org.antiphon.proto.discovery.v1.ProposalVote;
import org.antiphon.proto.discovery.v1.Purchase;
import org.antiphon.proto.discovery.v1.RefundState;
import org.antiphon.proto.discovery.v1.RegisteredContract;
import org.antiphon.proto.discovery.v1.Round;
import org.antiphon.proto.discovery.v1.Ruling;
import org.antiphon.proto.discovery.v1.StakingServiceGrpc;
import org.antiphon.proto.discovery.v1.Tip;
import org.antiphon.proto.discovery.v1.Vote;
import org.antiphon.proto.discovery.v1.WatchCasesRequest;
import org.antiphon.proto.discovery.v1.WatchNodesRequest;
import org.antiphon.proto.discovery.v1.WatchProposalsRequest;
import org.antiphon.proto.discovery.v1.WatchProvidersRequest;
import org.antiphon.proto.discovery.v1.WatchPurchasesRequest;
import org.antiphon.server.PageToken;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkServicesTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static NetworkRows network;
    private static ServiceHost host;
    private static ManagedChannel channel;
    private static NodeServiceGrpc.NodeServiceBlockingStub nodes;
    private static StakingServiceGrpc.StakingServiceBlockingStub staking;
    private static GovernanceServiceGrpc.GovernanceServiceBlockingStub governance;
    private static ArbitrationServiceGrpc.ArbitrationServiceBlockingStub arbitration;
    private static PaymentServiceGrpc.PaymentServiceBlockingStub payments;

    @BeforeAll
    static void start() {
        network = new NetworkRows(postgres.databaseConfig());
        SmallNetwork.fill(network);
        host = DiscoveryService.start(DiscoveryServiceTest.config(postgres.databaseConfig()));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        nodes = NodeServiceGrpc.newBlockingStub(channel);
        staking = StakingServiceGrpc.newBlockingStub(channel);
        governance = GovernanceServiceGrpc.newBlockingStub(channel);
        arbitration = ArbitrationServiceGrpc.newBlockingStub(channel);
        payments = PaymentServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        host.close();
        network.close();
    }

    /** A list of three rows, read one by one. */
    record AnyList(Message request, Function<Message, Message> call) {
        private Message page(String token) {
            var type = request.getDescriptorForType();
            return call.apply(request.toBuilder()
                    .setField(type.findFieldByName("page_size"), 1)
                    .setField(type.findFieldByName("page_token"), token)
                    .build());
        }

        List<?> data(String token) {
            return (List<?>) field(page(token), "data");
        }

        String next(String token) {
            return (String) field(page(token), "next_page_token");
        }

        private static Object field(Message message, String name) {
            return message.getField(message.getDescriptorForType().findFieldByName(name));
        }

        @Override
        public String toString() {
            return request.getDescriptorForType().getName();
        }
    }

    static List<AnyList> lists() {
        return List.of(
                new AnyList(
                        ListNodesRequest.getDefaultInstance(), request -> nodes.listNodes((ListNodesRequest) request)),
                new AnyList(
                        ListProvidersRequest.getDefaultInstance(),
                        request -> staking.listProviders((ListProvidersRequest) request)),
                new AnyList(
                        ListDelegationsRequest.getDefaultInstance(),
                        request -> staking.listDelegations((ListDelegationsRequest) request)),
                new AnyList(
                        ListRoundsRequest.getDefaultInstance(),
                        request -> staking.listRounds((ListRoundsRequest) request)),
                new AnyList(
                        ListClaimsRequest.getDefaultInstance(),
                        request -> staking.listClaims((ListClaimsRequest) request)),
                new AnyList(
                        ListSlashesRequest.getDefaultInstance(),
                        request -> staking.listSlashes((ListSlashesRequest) request)),
                new AnyList(
                        ListProposalsRequest.getDefaultInstance(),
                        request -> governance.listProposals((ListProposalsRequest) request)),
                new AnyList(
                        ListVotesRequest.getDefaultInstance(),
                        request -> governance.listVotes((ListVotesRequest) request)),
                new AnyList(
                        ListCasesRequest.getDefaultInstance(),
                        request -> arbitration.listCases((ListCasesRequest) request)),
                new AnyList(
                        ListArbitratorsRequest.getDefaultInstance(),
                        request -> arbitration.listArbitrators((ListArbitratorsRequest) request)),
                new AnyList(
                        ListTakedownsRequest.getDefaultInstance(),
                        request -> arbitration.listTakedowns((ListTakedownsRequest) request)),
                new AnyList(
                        ListPurchasesRequest.getDefaultInstance(),
                        request -> payments.listPurchases((ListPurchasesRequest) request)),
                new AnyList(
                        ListOfferCancellationsRequest.getDefaultInstance(),
                        request -> payments.listOfferCancellations((ListOfferCancellationsRequest) request)),
                new AnyList(
                        ListTipsRequest.getDefaultInstance(), request -> payments.listTips((ListTipsRequest) request)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyListComesPageByPageWithoutRepetition(AnyList list) {
        var all = new ArrayList<Object>();
        var token = "";
        do {
            all.addAll(list.data(token));
            token = list.next(token);
        } while (!token.isEmpty());

        assertThat(all).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyListRefusesTheTokensOfAnother(AnyList list) {
        lists().stream()
                .filter(other -> !other.toString().equals(list.toString()))
                .map(other -> other.next(""))
                .forEach(token -> assertThat(reasonOf(() -> list.data(token), Status.Code.INVALID_ARGUMENT))
                        .isEqualTo("PAGE_TOKEN_INVALID"));
    }

    @Test
    void aTokenIsBoundToItsFilter() {
        var token = staking.listDelegations(ListDelegationsRequest.newBuilder()
                        .setProvider(account(0xa))
                        .setPageSize(1)
                        .build())
                .getNextPageToken();

        assertThat(reasonOf(
                        () -> staking.listDelegations(ListDelegationsRequest.newBuilder()
                                .setProvider(account(0xb))
                                .setPageToken(token)
                                .build()),
                        Status.Code.INVALID_ARGUMENT))
                .isEqualTo("PAGE_TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "x", "[1]", "{\"round_number\":\"x\"}", "{\"round_number\":1e99}", "{\"a\":\"\\u0000\"}"})
    void aForgedTokenIsNoFaultOfOurs(String place) {
        var token = PageToken.encode(place, "claim_rounds by [round_number] " + Filter.everything());
        var request = ListRoundsRequest.newBuilder().setPageToken(token).build();

        if (place.equals("{}")) {
            assertThat(staking.listRounds(request).getDataList()).isEmpty();
        } else {
            assertThat(reasonOf(() -> staking.listRounds(request), Status.Code.INVALID_ARGUMENT))
                    .isEqualTo("PAGE_TOKEN_INVALID");
        }
    }

    @Test
    void rowsThatComeMeanwhileShiftNoPage() {
        try (var other = new NetworkRows(postgres.newDatabase())) {
            IntStream.range(0, 25)
                    .forEach(each -> other.delegation(each % 3, 100 + each, String.valueOf(5 + each % 4)));
            var rows = new RowQueries(other.database());
            var all = everything(rows, after -> {});
            var seen = everything(rows, page -> {
                other.delegation(50 + page, 1, "1000");
                other.delegation(50 + page, 2, "1");
            });

            assertThat(all).hasSize(25);
            assertThat(seen).doesNotHaveDuplicates().containsAll(all);
        }
    }

    private static List<String> everything(RowQueries rows, IntConsumer betweenPages) {
        var all = new ArrayList<String>();
        var after = "";
        int page = 0;
        do {
            var part = rows.page(StakingSql.DELEGATIONS, Filter.everything(), 4, after)
                    .blockOptional()
                    .orElseThrow();
            part.items().forEach(each -> all.add(each.amount() + each.provider() + each.delegator()));
            after = part.end();
            betweenPages.accept(page++);
        } while (!after.isEmpty());
        return all;
    }

    @Test
    void nodesAreListedByTypeAndIdAndFoundByTheirOwner() {
        var owner = account(0xa).toUpperCase(Locale.ROOT).replace("0X", "0x");

        assertThat(nodes.listNodes(ListNodesRequest.getDefaultInstance()).getDataList())
                .extracting(Node::getServiceType, Node::getNodeId)
                .containsExactly(tuple("content-node", 2L), tuple("content-node", 10L), tuple("discovery-node", 1L));
        assertThat(nodes.listNodes(ListNodesRequest.newBuilder()
                                .setOwner(owner)
                                .setIncludeDeregistered(true)
                                .build())
                        .getDataList())
                .extracting(Node::getNodeId)
                .containsExactly(1L, 2L);
    }

    @Test
    void aNodeIsKnownByTypeAndIdAlsoAfterItsTime() {
        var node = nodes.getNode(GetNodeRequest.newBuilder()
                        .setServiceType("content-node")
                        .setNodeId(1)
                        .build())
                .getData();

        assertThat(node.getIsRegistered()).isFalse();
        assertThat(node.getOwnerStake()).isEqualTo(SmallNetwork.WEI);
        assertThat(node.getDelegateOwnerWallet()).isEmpty();
        assertThat(node.getHealth()).isEqualTo(NodeHealth.NODE_HEALTH_UNSPECIFIED);
    }

    @Test
    void aPrivateEndpointIsNotAskedUnlessAllowed() {
        var request = GetNodeRequest.newBuilder()
                .setServiceType("discovery-node")
                .setNodeId(1)
                .build();

        Awaitility.await().untilAsserted(() -> {
            var node = nodes.getNode(request).getData();
            assertThat(node.getHealth()).isEqualTo(NodeHealth.NODE_HEALTH_UNREACHABLE);
            assertThat(node.getHealthReason()).isEqualTo("its host has no public address");
            assertThat(Instant.parse(node.getHealthCheckedAt())).isBeforeOrEqualTo(Instant.now());
        });
    }

    @Test
    void aTypeOfNodeTellsItsBoundsAndHowManyThereAre() {
        assertThat(nodes.listServiceTypes(ListServiceTypesRequest.getDefaultInstance())
                        .getDataList())
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.getMaxStake()).isEqualTo(SmallNetwork.WEI);
                    assertThat(type.getNodeCount()).isEqualTo(2);
                    assertThat(type.getCurrentVersion()).isEqualTo("0.1.0");
                });
    }

    @Test
    void aProviderTellsWhatItHasAskedFor() {
        var provider = staking.getProvider(
                        GetProviderRequest.newBuilder().setAddress(account(0xa)).build())
                .getData();

        assertThat(provider.getTotalStaked()).isEqualTo(SmallNetwork.WEI);
        assertThat(provider.getDeployerStake()).isEqualTo("999999999999999999999999601");
        assertThat(provider.getLockedDelegation()).isEqualTo("30");
        assertThat(provider.getDelegatorCount()).isEqualTo(2);
        assertThat(provider.getPendingDecrease()).isEqualTo("9");
        assertThat(provider.hasPendingCut()).isTrue();
        assertThat(provider.getPendingCutBlock()).isEqualTo(56);
        assertThat(provider.getLastClaimBlock()).isEqualTo(20);
    }

    @Test
    void delegationsAreListedByAmountWithWhatIsAskedAboutThem() {
        var found = staking.listDelegations(ListDelegationsRequest.newBuilder()
                        .setProvider(account(0xa))
                        .build())
                .getDataList();

        assertThat(found).extracting(Delegation::getAmount).containsExactly("300", "100");
        assertThat(found).extracting(Delegation::getPendingUndelegation).containsExactly("30", "");
        assertThat(found).extracting(Delegation::getRemovalBlock).containsExactly(0L, 77L);
    }

    @Test
    void whatIsClaimedCountsForItsRound() {
        var claims = staking.listClaims(ListClaimsRequest.getDefaultInstance()).getDataList();
        var rounds = staking.listRounds(ListRoundsRequest.getDefaultInstance()).getDataList();
        var summary = staking.getStakingSummary(GetStakingSummaryRequest.getDefaultInstance())
                .getData();

        assertThat(claims).extracting(Claim::getRound).containsExactly(2L, 2L, 1L);
        assertThat(rounds).extracting(Round::getClaimed).containsExactly("0", "70", "20");
        assertThat(summary.getRound()).isEqualTo(3);
        assertThat(summary.getRoundFunds()).isEqualTo("1000");
        assertThat(summary.getProviderCount()).isEqualTo(3);
        assertThat(summary.getDelegatorCount()).isEqualTo(1);
        assertThat(summary.getTotalStaked()).isEqualTo("1000000000000000000000000141");
    }

    @Test
    void proposalsAreFoundByOutcomeAndVotesByVoter() {
        assertThat(governance
                        .listProposals(ListProposalsRequest.newBuilder()
                                .setOutcome(ProposalOutcome.PROPOSAL_OUTCOME_TARGET_CONTRACT_CODE_HASH_CHANGED)
                                .build())
                        .getDataList())
                .singleElement()
                .satisfies(proposal -> {
                    assertThat(proposal.getProposalId()).isEqualTo(2);
                    assertThat(proposal.getMagnitudeYes()).isEqualTo(SmallNetwork.WEI);
                });
        assertThat(governance
                        .listVotes(ListVotesRequest.newBuilder()
                                .setVoter(account(0xa))
                                .setProposalId(3)
                                .build())
                        .getDataList())
                .extracting(Vote::getVote)
                .containsExactly(ProposalVote.PROPOSAL_VOTE_YES);
        assertThat(governance
                        .listContracts(ListContractsRequest.getDefaultInstance())
                        .getDataList())
                .extracting(RegisteredContract::getName)
                .containsExactly("Contract1", "Contract2", "Contract3");
    }

    @Test
    void aCaseComesWithItsPanelsAndEvidence() {
        var found = arbitration
                .getCase(GetCaseRequest.newBuilder().setCaseId(1).build())
                .getData();
        var bare = arbitration
                .getCase(GetCaseRequest.newBuilder().setCaseId(2).build())
                .getData();

        assertThat(found.getContentType()).isEqualTo(ContentType.CONTENT_TYPE_TRACK);
        assertThat(found.getIsExecuted()).isTrue();
        assertThat(found.getCreatedAt()).isEqualTo(NetworkRows.TIME);
        assertThat(found.getEvidenceList()).extracting(Evidence::getUri).containsExactly("ipfs://x");
        assertThat(found.getPanelsList()).singleElement().satisfies(panel -> {
            assertThat(panel.getRuling()).isEqualTo(Ruling.RULING_UPHELD);
            assertThat(panel.getJurorsList())
                    .extracting(Juror::getVote, Juror::getHasCommitted, Juror::getReward)
                    .containsExactly(
                            tuple(Ruling.RULING_UPHELD, true, "4"), tuple(Ruling.RULING_UNSPECIFIED, false, ""));
        });
        assertThat(bare.getPanelsList()).isEmpty();
        assertThat(bare.getIsExecuted()).isFalse();
    }

    @Test
    void casesAreFoundByKindAndPhase() {
        assertThat(arbitration
                        .listCases(ListCasesRequest.newBuilder()
                                .setKind(CaseKind.CASE_KIND_MISBEHAVIOUR)
                                .setPhase(CasePhase.CASE_PHASE_ENDED)
                                .build())
                        .getDataList())
                .extracting(Case::getCaseId)
                .containsExactly(3L);
        assertThat(arbitration
                        .listArbitrators(ListArbitratorsRequest.getDefaultInstance())
                        .getDataList())
                .extracting(Arbitrator::getActiveStake, Arbitrator::getRewards, Arbitrator::getPanelCount)
                .containsExactly(tuple("3", "0", 0), tuple("2", "0", 1), tuple("1", "4", 1));
    }

    @Test
    void purchasesAreFoundByBuyerWithTheirPayouts() {
        var found = payments.listPurchases(ListPurchasesRequest.newBuilder()
                        .setBuyerUserId(3_000_001)
                        .setContentType(ContentType.CONTENT_TYPE_TRACK)
                        .setContentId(2_000_001)
                        .build())
                .getDataList();

        assertThat(found).extracting(Purchase::getPurchaseId).containsExactly(3L, 1L);
        assertThat(found.getLast().getRefundState()).isEqualTo(RefundState.REFUND_STATE_OWED);
        assertThat(found.getLast().getPayoutsList())
                .extracting(Payout::getAmount)
                .containsExactly("98");
        assertThat(found.getLast().getIsByOwner()).isFalse();
        assertThat(payments.listTips(ListTipsRequest.newBuilder()
                                .setReceiverUserId(3_000_002)
                                .build())
                        .getDataList())
                .extracting(Tip::getBlockNumber)
                .containsExactly(2L);
    }

    @Test
    void cancelledOffersOfASellerAreListedTheLatestFirst() {
        assertThat(payments.listOfferCancellations(ListOfferCancellationsRequest.newBuilder()
                                .setSeller(account(0xa))
                                .build())
                        .getDataList())
                .extracting(
                        OfferCancellation::getContentType,
                        OfferCancellation::getContentId,
                        OfferCancellation::getMinimumVersion)
                .containsExactly(
                        tuple(ContentType.CONTENT_TYPE_ALBUM, 7L, "1"),
                        tuple(ContentType.CONTENT_TYPE_UNSPECIFIED, 0L, SmallNetwork.WEI));
    }

    @Test
    void whatIsUnknownIsNotFound() {
        assertThat(reasonOf(
                        () -> nodes.getNode(GetNodeRequest.newBuilder()
                                .setServiceType("content-node")
                                .setNodeId(999)
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("NODE_NOT_FOUND");
        assertThat(reasonOf(
                        () -> staking.getProvider(GetProviderRequest.newBuilder()
                                .setAddress(account(999))
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("PROVIDER_NOT_FOUND");
        assertThat(reasonOf(
                        () -> governance.getProposal(GetProposalRequest.newBuilder()
                                .setProposalId(999)
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("PROPOSAL_NOT_FOUND");
        assertThat(reasonOf(
                        () -> arbitration.getCase(
                                GetCaseRequest.newBuilder().setCaseId(999).build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("CASE_NOT_FOUND");
        assertThat(reasonOf(
                        () -> payments.getPurchase(GetPurchaseRequest.newBuilder()
                                .setPurchaseId(999)
                                .build()),
                        Status.Code.NOT_FOUND))
                .isEqualTo("PURCHASE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "1234", "0x000000000000000000000000000000000000000g", "' OR 1=1"})
    void aMalformedAddressIsRefused(String address) {
        assertThat(reasonOf(
                        () -> staking.getProvider(GetProviderRequest.newBuilder()
                                .setAddress(address)
                                .build()),
                        Status.Code.INVALID_ARGUMENT))
                .isEqualTo("FIELD_INVALID");
        assertThat(reasonOf(
                        () -> nodes.listNodes(
                                ListNodesRequest.newBuilder().setOwner(address).build()),
                        Status.Code.INVALID_ARGUMENT))
                .isEqualTo("FIELD_INVALID");
    }

    @Test
    void everyWatchBeginsWithItsHistory() {
        assertThat(nodes.watchNodes(
                                WatchNodesRequest.newBuilder().setAfterBlock(4).build())
                        .next()
                        .getData()
                        .getNodeId())
                .isEqualTo(1);
        assertThat(staking.watchProviders(WatchProvidersRequest.newBuilder()
                                .setAddress(account(0xb))
                                .build())
                        .next()
                        .getData()
                        .getBlockNumber())
                .isEqualTo(7);
        assertThat(governance
                        .watchProposals(WatchProposalsRequest.newBuilder()
                                .setProposalId(2)
                                .build())
                        .next()
                        .getData()
                        .getProposalId())
                .isEqualTo(2);
        assertThat(arbitration
                        .watchCases(
                                WatchCasesRequest.newBuilder().setAfterBlock(1).build())
                        .next()
                        .getData()
                        .getCaseId())
                .isEqualTo(2);
        assertThat(payments.watchPurchases(WatchPurchasesRequest.newBuilder()
                                .setBuyerUserId(3_000_000)
                                .build())
                        .next()
                        .getData()
                        .getPurchaseId())
                .isEqualTo(2);
    }
}

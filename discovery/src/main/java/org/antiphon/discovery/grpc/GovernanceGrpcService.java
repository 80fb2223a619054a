package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.GovernanceSql;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.proto.discovery.v1.GetProposalRequest;
import org.antiphon.proto.discovery.v1.GetProposalResponse;
import org.antiphon.proto.discovery.v1.ListContractsRequest;
import org.antiphon.proto.discovery.v1.ListContractsResponse;
import org.antiphon.proto.discovery.v1.ListProposalsRequest;
import org.antiphon.proto.discovery.v1.ListProposalsResponse;
import org.antiphon.proto.discovery.v1.ListVotesRequest;
import org.antiphon.proto.discovery.v1.ListVotesResponse;
import org.antiphon.proto.discovery.v1.ReactorGovernanceServiceGrpc;
import org.antiphon.proto.discovery.v1.WatchProposalsRequest;
import org.antiphon.proto.discovery.v1.WatchProposalsResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about proposals, votes and contracts over gRPC. */
final class GovernanceGrpcService extends ReactorGovernanceServiceGrpc.GovernanceServiceImplBase {
    private final RowQueries rows;
    private final Lists lists;
    private final Watches watches;

    GovernanceGrpcService(RowQueries rows, Lists lists, Watches watches) {
        this.rows = rows;
        this.lists = lists;
        this.watches = watches;
    }

    @Override
    public Mono<ListProposalsResponse> listProposals(ListProposalsRequest request) {
        var filter = Filter.everything()
                .with("outcome", EnumNames.of(request.getOutcome()))
                .withAddress("proposer", request.getProposer());
        return lists.page(
                        GovernanceSql.PROPOSALS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        GovernanceMessages::of)
                .map(page -> ListProposalsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<GetProposalResponse> getProposal(GetProposalRequest request) {
        var filter = Filter.everything().with("proposal_id", request.getProposalId());
        return rows.one(GovernanceSql.ROWS, filter)
                .switchIfEmpty(Missing.proposal(request.getProposalId()))
                .map(found -> GetProposalResponse.newBuilder()
                        .setData(GovernanceMessages.of(found))
                        .build());
    }

    @Override
    public Mono<ListVotesResponse> listVotes(ListVotesRequest request) {
        var filter = Filter.everything()
                .with("proposal_id", request.getProposalId())
                .withAddress("voter", request.getVoter());
        return lists.page(
                        GovernanceSql.VOTES,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        GovernanceMessages::of)
                .map(page -> ListVotesResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListContractsResponse> listContracts(ListContractsRequest request) {
        return lists.whole(GovernanceSql.CONTRACTS, GovernanceMessages::of)
                .map(found ->
                        ListContractsResponse.newBuilder().addAllData(found).build());
    }

    @Override
    public Flux<WatchProposalsResponse> watchProposals(WatchProposalsRequest request) {
        var filter = Filter.everything().with("proposal_id", request.getProposalId());
        return watches.follow(GovernanceSql.ROWS, filter, request.getAfterBlock())
                .map(seen -> WatchProposalsResponse.newBuilder()
                        .setData(GovernanceMessages.of(seen.row()))
                        .setIsWithdrawn(seen.isWithdrawn())
                        .build());
    }
}

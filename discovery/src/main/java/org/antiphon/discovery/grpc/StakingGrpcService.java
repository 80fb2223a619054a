package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.StakingSql;
import org.antiphon.discovery.query.StakingView;
import org.antiphon.discovery.query.Watches;
import org.antiphon.proto.discovery.v1.GetProviderRequest;
import org.antiphon.proto.discovery.v1.GetProviderResponse;
import org.antiphon.proto.discovery.v1.GetStakingSummaryRequest;
import org.antiphon.proto.discovery.v1.GetStakingSummaryResponse;
import org.antiphon.proto.discovery.v1.ListClaimsRequest;
import org.antiphon.proto.discovery.v1.ListClaimsResponse;
import org.antiphon.proto.discovery.v1.ListDelegationsRequest;
import org.antiphon.proto.discovery.v1.ListDelegationsResponse;
import org.antiphon.proto.discovery.v1.ListProvidersRequest;
import org.antiphon.proto.discovery.v1.ListProvidersResponse;
import org.antiphon.proto.discovery.v1.ListRoundsRequest;
import org.antiphon.proto.discovery.v1.ListRoundsResponse;
import org.antiphon.proto.discovery.v1.ListSlashesRequest;
import org.antiphon.proto.discovery.v1.ListSlashesResponse;
import org.antiphon.proto.discovery.v1.ReactorStakingServiceGrpc;
import org.antiphon.proto.discovery.v1.WatchProvidersRequest;
import org.antiphon.proto.discovery.v1.WatchProvidersResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about stakes, delegations and rewards over gRPC. */
final class StakingGrpcService extends ReactorStakingServiceGrpc.StakingServiceImplBase {
    private final RowQueries rows;
    private final Lists lists;
    private final Watches watches;

    StakingGrpcService(RowQueries rows, Lists lists, Watches watches) {
        this.rows = rows;
        this.lists = lists;
        this.watches = watches;
    }

    @Override
    public Mono<GetStakingSummaryResponse> getStakingSummary(GetStakingSummaryRequest request) {
        var present = rows.page(StakingSql.ROUNDS, Filter.everything(), 1, "")
                .map(rounds -> rounds.items().isEmpty()
                        ? StakingView.Round.NONE
                        : rounds.items().getFirst());
        return rows.one(StakingSql.TOTALS, Filter.everything())
                .zipWith(present, StakingMessages::summary)
                .map(summary ->
                        GetStakingSummaryResponse.newBuilder().setData(summary).build());
    }

    @Override
    public Mono<ListProvidersResponse> listProviders(ListProvidersRequest request) {
        var filter = Filter.everything();
        return lists.page(
                        StakingSql.PROVIDERS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        StakingMessages::of)
                .map(page -> ListProvidersResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<GetProviderResponse> getProvider(GetProviderRequest request) {
        var filter = Filter.everything().withAddress("provider", request.getAddress());
        return rows.one(StakingSql.ROWS, filter)
                .switchIfEmpty(Missing.provider(request.getAddress()))
                .map(found -> GetProviderResponse.newBuilder()
                        .setData(StakingMessages.of(found))
                        .build());
    }

    @Override
    public Mono<ListDelegationsResponse> listDelegations(ListDelegationsRequest request) {
        var filter = Filter.everything()
                .withAddress("provider", request.getProvider())
                .withAddress("delegator", request.getDelegator());
        return lists.page(
                        StakingSql.DELEGATIONS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        StakingMessages::of)
                .map(page -> ListDelegationsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListRoundsResponse> listRounds(ListRoundsRequest request) {
        var filter = Filter.everything();
        return lists.page(StakingSql.ROUNDS, filter, request.getPageSize(), request.getPageToken(), StakingMessages::of)
                .map(page -> ListRoundsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListClaimsResponse> listClaims(ListClaimsRequest request) {
        var filter = Filter.everything().withAddress("provider", request.getProvider());
        return lists.page(StakingSql.CLAIMS, filter, request.getPageSize(), request.getPageToken(), StakingMessages::of)
                .map(page -> ListClaimsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListSlashesResponse> listSlashes(ListSlashesRequest request) {
        var filter = Filter.everything().withAddress("provider", request.getProvider());
        return lists.page(
                        StakingSql.SLASHES, filter, request.getPageSize(), request.getPageToken(), StakingMessages::of)
                .map(page -> ListSlashesResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Flux<WatchProvidersResponse> watchProviders(WatchProvidersRequest request) {
        var filter = Filter.everything().withAddress("provider", request.getAddress());
        return watches.follow(StakingSql.ROWS, filter, request.getAfterBlock())
                .map(seen -> WatchProvidersResponse.newBuilder()
                        .setData(StakingMessages.of(seen.row()))
                        .setIsWithdrawn(seen.isWithdrawn())
                        .build());
    }
}

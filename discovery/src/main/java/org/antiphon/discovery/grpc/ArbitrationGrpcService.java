package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.ArbitrationSql;
import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.proto.discovery.v1.GetCaseRequest;
import org.antiphon.proto.discovery.v1.GetCaseResponse;
import org.antiphon.proto.discovery.v1.ListArbitratorsRequest;
import org.antiphon.proto.discovery.v1.ListArbitratorsResponse;
import org.antiphon.proto.discovery.v1.ListCasesRequest;
import org.antiphon.proto.discovery.v1.ListCasesResponse;
import org.antiphon.proto.discovery.v1.ListTakedownsRequest;
import org.antiphon.proto.discovery.v1.ListTakedownsResponse;
import org.antiphon.proto.discovery.v1.ReactorArbitrationServiceGrpc;
import org.antiphon.proto.discovery.v1.WatchCasesRequest;
import org.antiphon.proto.discovery.v1.WatchCasesResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about cases, arbitrators and takedowns over gRPC. */
final class ArbitrationGrpcService extends ReactorArbitrationServiceGrpc.ArbitrationServiceImplBase {
    private final RowQueries rows;
    private final Lists lists;
    private final Watches watches;

    ArbitrationGrpcService(RowQueries rows, Lists lists, Watches watches) {
        this.rows = rows;
        this.lists = lists;
        this.watches = watches;
    }

    @Override
    public Mono<ListCasesResponse> listCases(ListCasesRequest request) {
        var filter = Filter.everything()
                .with("kind", EnumNames.of(request.getKind()))
                .with("phase", EnumNames.of(request.getPhase()))
                .withAddress("opener", request.getOpener())
                .withAddress("respondent", request.getRespondent());
        return lists.page(
                        ArbitrationSql.CASES,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        ArbitrationMessages::of)
                .map(page -> ListCasesResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<GetCaseResponse> getCase(GetCaseRequest request) {
        var filter = Filter.everything().with("case_id", request.getCaseId());
        return rows.one(ArbitrationSql.WHOLE, filter)
                .switchIfEmpty(Missing.arbitrationCase(request.getCaseId()))
                .map(found -> GetCaseResponse.newBuilder()
                        .setData(ArbitrationMessages.of(found))
                        .build());
    }

    @Override
    public Mono<ListArbitratorsResponse> listArbitrators(ListArbitratorsRequest request) {
        var filter = Filter.everything();
        return lists.page(
                        ArbitrationSql.ARBITRATORS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        ArbitrationMessages::of)
                .map(page -> ListArbitratorsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListTakedownsResponse> listTakedowns(ListTakedownsRequest request) {
        var filter = Filter.everything();
        return lists.page(
                        ArbitrationSql.TAKEDOWNS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        ArbitrationMessages::of)
                .map(page -> ListTakedownsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Flux<WatchCasesResponse> watchCases(WatchCasesRequest request) {
        var filter = Filter.everything().with("case_id", request.getCaseId());
        return watches.follow(ArbitrationSql.ROWS, filter, request.getAfterBlock())
                .map(seen -> WatchCasesResponse.newBuilder()
                        .setData(ArbitrationMessages.of(seen.row()))
                        .setIsWithdrawn(seen.isWithdrawn())
                        .build());
    }
}

package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.NodeSql;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.proto.discovery.v1.GetNodeRequest;
import org.antiphon.proto.discovery.v1.GetNodeResponse;
import org.antiphon.proto.discovery.v1.ListNodesRequest;
import org.antiphon.proto.discovery.v1.ListNodesResponse;
import org.antiphon.proto.discovery.v1.ListServiceTypesRequest;
import org.antiphon.proto.discovery.v1.ListServiceTypesResponse;
import org.antiphon.proto.discovery.v1.ReactorNodeServiceGrpc;
import org.antiphon.proto.discovery.v1.WatchNodesRequest;
import org.antiphon.proto.discovery.v1.WatchNodesResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about nodes over gRPC. */
final class NodeGrpcService extends ReactorNodeServiceGrpc.NodeServiceImplBase {
    private final RowQueries rows;
    private final Lists lists;
    private final Watches watches;
    private final NodeMessages messages;

    NodeGrpcService(RowQueries rows, Lists lists, Watches watches, NodeMessages messages) {
        this.rows = rows;
        this.lists = lists;
        this.watches = watches;
        this.messages = messages;
    }

    @Override
    public Mono<ListNodesResponse> listNodes(ListNodesRequest request) {
        var filter = Filter.everything()
                .with("service_type", request.getServiceType())
                .withAddress("owner", request.getOwner());
        var wanted = request.getIncludeDeregistered() ? filter : filter.where("is_registered");
        return lists.page(NodeSql.NODES, wanted, request.getPageSize(), request.getPageToken(), messages::of)
                .map(page -> ListNodesResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<GetNodeResponse> getNode(GetNodeRequest request) {
        var filter = Filter.everything()
                .with("service_type", request.getServiceType())
                .with("sp_id", request.getNodeId());
        return rows.one(NodeSql.ROWS, filter)
                .switchIfEmpty(Missing.node(request.getServiceType(), request.getNodeId()))
                .map(found ->
                        GetNodeResponse.newBuilder().setData(messages.of(found)).build());
    }

    @Override
    public Mono<ListServiceTypesResponse> listServiceTypes(ListServiceTypesRequest request) {
        return lists.whole(NodeSql.TYPES, NodeMessages::type)
                .map(found ->
                        ListServiceTypesResponse.newBuilder().addAllData(found).build());
    }

    @Override
    public Flux<WatchNodesResponse> watchNodes(WatchNodesRequest request) {
        var filter = Filter.everything().with("service_type", request.getServiceType());
        return watches.follow(NodeSql.ROWS, filter, request.getAfterBlock())
                .map(seen -> WatchNodesResponse.newBuilder()
                        .setData(messages.of(seen.row()))
                        .setIsWithdrawn(seen.isWithdrawn())
                        .build());
    }
}

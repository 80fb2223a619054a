package org.antiphon.discovery.grpc;

import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.PaymentSql;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.proto.discovery.v1.GetPurchaseRequest;
import org.antiphon.proto.discovery.v1.GetPurchaseResponse;
import org.antiphon.proto.discovery.v1.ListOfferCancellationsRequest;
import org.antiphon.proto.discovery.v1.ListOfferCancellationsResponse;
import org.antiphon.proto.discovery.v1.ListPurchasesRequest;
import org.antiphon.proto.discovery.v1.ListPurchasesResponse;
import org.antiphon.proto.discovery.v1.ListTipsRequest;
import org.antiphon.proto.discovery.v1.ListTipsResponse;
import org.antiphon.proto.discovery.v1.ReactorPaymentServiceGrpc;
import org.antiphon.proto.discovery.v1.WatchPurchasesRequest;
import org.antiphon.proto.discovery.v1.WatchPurchasesResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queries about purchases, tips and cancelled offers over gRPC. */
final class PaymentGrpcService extends ReactorPaymentServiceGrpc.PaymentServiceImplBase {
    private final RowQueries rows;
    private final Lists lists;
    private final Watches watches;

    PaymentGrpcService(RowQueries rows, Lists lists, Watches watches) {
        this.rows = rows;
        this.lists = lists;
        this.watches = watches;
    }

    @Override
    public Mono<ListPurchasesResponse> listPurchases(ListPurchasesRequest request) {
        var filter = Filter.everything()
                .with("buyer_user_id", request.getBuyerUserId())
                .withAddress("seller", request.getSeller())
                .with("content_type", EnumNames.of(request.getContentType()))
                .with("content_id", request.getContentId());
        return lists.page(
                        PaymentSql.PURCHASES,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        PaymentMessages::of)
                .map(page -> ListPurchasesResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<GetPurchaseResponse> getPurchase(GetPurchaseRequest request) {
        var filter = Filter.everything().with("purchase_id", request.getPurchaseId());
        return rows.one(PaymentSql.ROWS, filter)
                .switchIfEmpty(Missing.purchase(request.getPurchaseId()))
                .map(found -> GetPurchaseResponse.newBuilder()
                        .setData(PaymentMessages.of(found))
                        .build());
    }

    @Override
    public Mono<ListTipsResponse> listTips(ListTipsRequest request) {
        var filter = Filter.everything()
                .with("sender_user_id", request.getSenderUserId())
                .with("receiver_user_id", request.getReceiverUserId());
        return lists.page(PaymentSql.TIPS, filter, request.getPageSize(), request.getPageToken(), PaymentMessages::of)
                .map(page -> ListTipsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Mono<ListOfferCancellationsResponse> listOfferCancellations(ListOfferCancellationsRequest request) {
        var filter = Filter.everything().withAddress("seller", request.getSeller());
        return lists.page(
                        PaymentSql.CANCELLATIONS,
                        filter,
                        request.getPageSize(),
                        request.getPageToken(),
                        PaymentMessages::of)
                .map(page -> ListOfferCancellationsResponse.newBuilder()
                        .addAllData(page.data())
                        .setNextPageToken(page.nextToken())
                        .build());
    }

    @Override
    public Flux<WatchPurchasesResponse> watchPurchases(WatchPurchasesRequest request) {
        var filter = Filter.everything()
                .with("buyer_user_id", request.getBuyerUserId())
                .withAddress("seller", request.getSeller());
        return watches.follow(PaymentSql.ROWS, filter, request.getAfterBlock())
                .map(seen -> WatchPurchasesResponse.newBuilder()
                        .setData(PaymentMessages.of(seen.row()))
                        .setIsWithdrawn(seen.isWithdrawn())
                        .build());
    }
}

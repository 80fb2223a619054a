package org.antiphon.identity.relay;

import org.antiphon.chain.Receipt;
import org.antiphon.proto.identity.v1.ReactorRelayServiceGrpc.RelayServiceImplBase;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.antiphon.proto.identity.v1.RelayResponse;
import reactor.core.publisher.Mono;

/** Speaks {@code RelayService} for {@link Relay}. */
final class RelayGrpcService extends RelayServiceImplBase {
    private final Relay relay;

    RelayGrpcService(Relay relay) {
        this.relay = relay;
    }

    @Override
    public Mono<RelayResponse> relay(RelayRequest request) {
        var command = new RelayCommand(
                request.getContractAddress(),
                request.getContractRegistryKey(),
                request.getEncodedAbi(),
                request.getSenderAddress());
        return relay.relay(command).map(RelayGrpcService::response);
    }

    private static RelayResponse response(Receipt receipt) {
        return RelayResponse.newBuilder()
                .setReceipt(org.antiphon.proto.identity.v1.Receipt.newBuilder()
                        .setBlockHash(receipt.blockHash())
                        .setBlockNumber(receipt.blockNumber())
                        .setTransactionHash(receipt.transactionHash()))
                .build();
    }
}

package org.antiphon.discovery.grpc;

import java.util.List;
import java.util.Locale;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.proto.discovery.v1.ActionOutcome;
import org.antiphon.proto.discovery.v1.BlockConfirmation;
import org.antiphon.proto.discovery.v1.GetBlockConfirmationRequest;
import org.antiphon.proto.discovery.v1.GetBlockConfirmationResponse;
import org.antiphon.proto.discovery.v1.GetStateCommitmentRequest;
import org.antiphon.proto.discovery.v1.GetStateCommitmentResponse;
import org.antiphon.proto.discovery.v1.GetTransactionOutcomeRequest;
import org.antiphon.proto.discovery.v1.GetTransactionOutcomeResponse;
import org.antiphon.proto.discovery.v1.ReactorIndexServiceGrpc;
import org.antiphon.proto.discovery.v1.StateCommitment;
import org.antiphon.proto.discovery.v1.TransactionOutcome;
import reactor.core.publisher.Mono;

/** The queries about the index itself over gRPC. */
final class IndexGrpcService extends ReactorIndexServiceGrpc.IndexServiceImplBase {
    private static final String DATA = "data";

    private final IndexQueries index;

    IndexGrpcService(IndexQueries index) {
        this.index = index;
    }

    /** Found and passed are one here: the index holds the hashes of exactly the blocks it has applied and still stands on. */
    @Override
    public Mono<GetBlockConfirmationResponse> getBlockConfirmation(GetBlockConfirmationRequest request) {
        return index.appliesSoon(request.getBlocknumber(), request.getBlockhash())
                .map(applied -> GetBlockConfirmationResponse.newBuilder()
                        .setData(BlockConfirmation.newBuilder()
                                .setBlockFound(applied)
                                .setBlockPassed(applied))
                        .build());
    }

    @Override
    public Mono<GetTransactionOutcomeResponse> getTransactionOutcome(GetTransactionOutcomeRequest request) {
        var hash = request.getTransactionHash().toLowerCase(Locale.ROOT);
        return index.outcomes(hash)
                .filter(results -> !results.isEmpty())
                .switchIfEmpty(Missing.transaction(hash))
                .map(results -> GetTransactionOutcomeResponse.newBuilder()
                        .setData(outcome(hash, results))
                        .build());
    }

    @Override
    public Mono<GetStateCommitmentResponse> getStateCommitment(GetStateCommitmentRequest request) {
        var chain = request.getChain().isEmpty() ? DATA : request.getChain();
        var number = request.hasBlockNumber() ? request.getBlockNumber() : null;
        return index.commitment(chain, number)
                .switchIfEmpty(Missing.commitment(chain, number == null ? -1 : number))
                .map(found -> GetStateCommitmentResponse.newBuilder()
                        .setData(StateCommitment.newBuilder()
                                .setChain(chain)
                                .setBlockNumber(found.number())
                                .setChangedAt(found.changedAt())
                                .setChangedAtHash(found.changedAtHash())
                                .setCommitment(found.commitment()))
                        .build());
    }

    private static TransactionOutcome outcome(String hash, List<IndexQueries.ActionResult> results) {
        var outcome = TransactionOutcome.newBuilder()
                .setTransactionHash(hash)
                .setBlocknumber(results.getFirst().blockNumber());
        results.forEach(result -> outcome.addActions(ActionOutcome.newBuilder()
                .setLogIndex(result.logIndex())
                .setEntityType(result.entityType())
                .setAction(result.action())
                .setAccepted(result.accepted())
                .setReason(result.reason())));
        return outcome.build();
    }
}

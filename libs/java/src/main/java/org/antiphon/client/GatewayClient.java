package org.antiphon.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.ManageEntityRequest;
import org.antiphon.proto.content.v1.ReactorUploadServiceGrpc;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.UploadStatus;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.proto.content.v1.WatchUploadRequest;
import org.antiphon.proto.content.v1.WatchUploadResponse;
import org.antiphon.proto.discovery.v1.ActionOutcome;
import org.antiphon.proto.discovery.v1.GetBlockConfirmationRequest;
import org.antiphon.proto.discovery.v1.GetTransactionOutcomeRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedUserIdRequest;
import org.antiphon.proto.discovery.v1.GetUserByHandleRequest;
import org.antiphon.proto.discovery.v1.GetUserRequest;
import org.antiphon.proto.discovery.v1.ListUserTracksRequest;
import org.antiphon.proto.discovery.v1.ReactorIndexServiceGrpc;
import org.antiphon.proto.discovery.v1.ReactorTrackServiceGrpc;
import org.antiphon.proto.discovery.v1.ReactorUserServiceGrpc;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.User;
import org.antiphon.proto.identity.v1.ReactorRelayServiceGrpc;
import org.antiphon.proto.identity.v1.Receipt;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a publishing tool needs of a gateway: upload a file, send a signed write, and see it in the index. */
public final class GatewayClient implements AutoCloseable {
    private static final int HTTP_PORT = 80;
    private static final int CHUNK = 256 * 1024;
    private static final Duration CONFIRM_EVERY = Duration.ofMillis(50);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(30);
    private static final Duration UPLOAD_WITHIN = Duration.ofMinutes(30);

    private final ManagedChannel channel;
    private final Eip712Domain domain;
    private final ReactorUploadServiceGrpc.ReactorUploadServiceStub uploads;
    private final ReactorRelayServiceGrpc.ReactorRelayServiceStub relay;
    private final ReactorIndexServiceGrpc.ReactorIndexServiceStub index;
    private final ReactorUserServiceGrpc.ReactorUserServiceStub users;
    private final ReactorTrackServiceGrpc.ReactorTrackServiceStub tracks;

    /**
     * A client of the gateway at an {@code http://} address.
     *
     * @param domain the EntityManager that writes are signed for
     */
    public GatewayClient(URI gateway, Eip712Domain domain) {
        this.domain = domain;
        if (gateway.getHost() == null || !"http".equals(gateway.getScheme())) {
            throw new IllegalArgumentException("gateway: %s (expected: http://HOST:PORT)".formatted(gateway));
        }
        channel = NettyChannelBuilder.forAddress(
                        gateway.getHost(), gateway.getPort() < 0 ? HTTP_PORT : gateway.getPort())
                .usePlaintext()
                .build();
        uploads = ReactorUploadServiceGrpc.newReactorStub(channel);
        relay = ReactorRelayServiceGrpc.newReactorStub(channel);
        index = ReactorIndexServiceGrpc.newReactorStub(channel);
        users = ReactorUserServiceGrpc.newReactorStub(channel);
        tracks = ReactorTrackServiceGrpc.newReactorStub(channel);
    }

    /** Sends a file and completes when it is processed; an upload that ends in an error fails with its text. */
    public Mono<Upload> upload(Path file, UploadTemplate template) {
        var header = UploadHeader.newBuilder()
                .setTemplate(template)
                .setFilename(file.getFileName().toString());
        var parts = Flux.concat(
                Mono.fromSupplier(
                        () -> UploadRequest.newBuilder().setHeader(header).build()),
                chunks(file)
                        .map(bytes -> UploadRequest.newBuilder().setChunk(bytes).build()));
        return uploads.upload(parts)
                .map(UploadResponse::getUpload)
                .flatMap(this::finished)
                .timeout(UPLOAD_WITHIN);
    }

    private Mono<Upload> finished(Upload upload) {
        return uploads.watchUpload(
                        WatchUploadRequest.newBuilder().setId(upload.getId()).build())
                .map(WatchUploadResponse::getUpload)
                .filter(state -> state.getStatus() == UploadStatus.UPLOAD_STATUS_DONE
                        || state.getStatus() == UploadStatus.UPLOAD_STATUS_ERROR)
                .next()
                .flatMap(state -> state.hasError()
                        ? Mono.error(new PublishException("%s: %s (%s)"
                                .formatted(
                                        upload.getOrigFilename(),
                                        state.getError().getMessage(),
                                        state.getError().getReason())))
                        : Mono.just(state));
    }

    /** Signs and relays a write, and completes when the index has taken it; a rejected write fails with the reason. */
    public Mono<Receipt> write(Credentials signer, ManageEntityRequest request) {
        return relay.relay(RelayRequest.newBuilder()
                        .setContractAddress(domain.verifyingContract())
                        .setContractRegistryKey("EntityManager")
                        .setEncodedAbi(request.encodeCall(request.sign(signer, domain)))
                        .setSenderAddress(signer.getAddress())
                        .build())
                .flatMap(answer -> indexed(answer.getReceipt()));
    }

    private Mono<Receipt> indexed(Receipt receipt) {
        var block = GetBlockConfirmationRequest.newBuilder()
                .setBlockhash(receipt.getBlockHash())
                .setBlocknumber(receipt.getBlockNumber())
                .build();
        // A call of a reactive stub can be subscribed to only once, so each look is a call of its own.
        return Mono.defer(() -> index.getBlockConfirmation(block))
                .filter(answer -> answer.getData().getBlockPassed())
                .repeatWhenEmpty(again -> again.delayElements(CONFIRM_EVERY))
                .timeout(CONFIRM_WITHIN)
                .then(outcome(receipt))
                .thenReturn(receipt);
    }

    private Mono<Void> outcome(Receipt receipt) {
        return index.getTransactionOutcome(GetTransactionOutcomeRequest.newBuilder()
                        .setTransactionHash(receipt.getTransactionHash())
                        .build())
                .flatMapIterable(answer -> answer.getData().getActionsList())
                .filter(action -> !action.getAccepted())
                .next()
                .flatMap(action -> Mono.error(new PublishException(describe(action))));
    }

    private static String describe(ActionOutcome action) {
        return "%s %s was rejected: %s".formatted(action.getEntityType(), action.getAction(), action.getReason());
    }

    /** The user with a handle, if there is one. */
    public Mono<Optional<User>> findUser(String handle) {
        return users.getUserByHandle(
                        GetUserByHandleRequest.newBuilder().setHandle(handle).build())
                .map(answer -> Optional.of(answer.getData()))
                .onErrorResume(GatewayClient::isNotFound, absent -> Mono.just(Optional.empty()));
    }

    /** A user as the caller sees them. */
    public Mono<User> user(long id, long caller) {
        return users.getUser(
                        GetUserRequest.newBuilder().setId(id).setUserId(caller).build())
                .map(answer -> answer.getData());
    }

    /** The public tracks of a user as the caller sees them. */
    public Mono<List<Track>> tracksOf(long userId, long caller) {
        return users.listUserTracks(ListUserTracksRequest.newBuilder()
                        .setId(userId)
                        .setUserId(caller)
                        .build())
                .map(answer -> answer.getDataList());
    }

    /** A user id that nobody has yet. */
    public Mono<Long> unclaimedUserId() {
        return users.getUnclaimedUserId(GetUnclaimedUserIdRequest.getDefaultInstance())
                .map(answer -> answer.getData());
    }

    /** A track id that no track has yet. */
    public Mono<Long> unclaimedTrackId() {
        return tracks.getUnclaimedTrackId(GetUnclaimedTrackIdRequest.getDefaultInstance())
                .map(answer -> answer.getData());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** The private key as a wallet. */
    public static Credentials wallet(String privateKey) {
        HexFormat.of().parseHex(privateKey);
        return Credentials.create(privateKey);
    }

    private static boolean isNotFound(Throwable error) {
        return error instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static Flux<ByteString> chunks(Path file) {
        return Flux.using(
                () -> FileChannel.open(file, StandardOpenOption.READ),
                open -> Flux.generate(sink -> {
                    try {
                        var buffer = ByteBuffer.allocate(CHUNK);
                        if (open.read(buffer) < 0) {
                            sink.complete();
                        } else {
                            sink.next(UnsafeByteOperations.unsafeWrap(buffer.flip()));
                        }
                    } catch (IOException unreadable) {
                        sink.error(unreadable);
                    }
                }),
                open -> {
                    try {
                        open.close();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
    }
}

package org.antiphon.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.rpc.ErrorInfo;
import com.salesforce.reactorgrpc.stub.ReactorCallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antiphon.content.media.TestMedia;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.HealthServiceGrpc;
import org.antiphon.proto.content.v1.GetUploadRequest;
import org.antiphon.proto.content.v1.ReactorBlobServiceGrpc;
import org.antiphon.proto.content.v1.ReactorUploadServiceGrpc;
import org.antiphon.proto.content.v1.ReadImageRequest;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.StreamGrant;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.proto.content.v1.WatchUploadRequest;
import org.antiphon.proto.content.v1.WatchUploadResponse;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.Settings;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A real content node on free ports, with a client. */
public final class ContentNode implements AutoCloseable {
    public static final Credentials DISCOVERY = Credentials.create("1".repeat(64));
    private static final int CHUNK = 1 << 20;

    private final Path data;
    private final ServiceHost host;
    private final ManagedChannel channel;
    private final ReactorUploadServiceGrpc.ReactorUploadServiceStub uploads;
    private final ReactorBlobServiceGrpc.ReactorBlobServiceStub blobs;

    private ContentNode(Path data, ServiceHost host) {
        this.data = data;
        this.host = host;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", host.grpcPort())
                .usePlaintext()
                .build();
        this.uploads = ReactorUploadServiceGrpc.newReactorStub(channel);
        this.blobs = ReactorBlobServiceGrpc.newReactorStub(channel);
    }

    public static ContentNode start(Path data, DatabaseConfig database, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "antiphon.content.listen.host", "127.0.0.1",
                "antiphon.content.database.url", database.url(),
                "antiphon.content.database.username", database.username(),
                "antiphon.content.database.password", database.password().orElse(""),
                "antiphon.content.data-dir", data.toString(),
                "antiphon.content.cache-dir", TestMedia.CACHE.toString(),
                "antiphon.content.min-free-space", "1000",
                "antiphon.content.trusted-signers", DISCOVERY.getAddress()));
        all.putAll(settings);
        return new ContentNode(data, ContentService.start(Settings.of(all).bind(ContentConfig.class)));
    }

    public ServiceHost host() {
        return host;
    }

    public static UploadHeader header(UploadTemplate template, String filename) {
        return UploadHeader.newBuilder()
                .setTemplate(template)
                .setFilename(filename)
                .build();
    }

    public Mono<Upload> upload(UploadHeader header, byte[] content) {
        var chunks = Flux.range(0, Math.ceilDiv(content.length, CHUNK))
                .map(i -> UnsafeByteOperations.unsafeWrap(
                        content, i * CHUNK, Math.min(CHUNK, content.length - i * CHUNK)));
        return upload(header, chunks);
    }

    public Mono<Upload> upload(UploadHeader header, Flux<ByteString> chunks) {
        return send(
                chunks.map(chunk -> UploadRequest.newBuilder().setChunk(chunk).build())
                        .startWith(UploadRequest.newBuilder().setHeader(header).build()));
    }

    public Mono<Upload> send(Flux<UploadRequest> messages) {
        return uploads.upload(messages).map(answer -> answer.getUpload());
    }

    public Mono<Upload> get(String id) {
        return uploads.getUpload(GetUploadRequest.newBuilder().setId(id).build())
                .map(answer -> answer.getUpload());
    }

    public Flux<Upload> watch(String id) {
        return uploads.watchUpload(WatchUploadRequest.newBuilder().setId(id).build())
                .map(WatchUploadResponse::getUpload);
    }

    /** Uploads a file and waits for its final state. */
    public Upload process(UploadTemplate template, Path file) {
        return process(header(template, file.getFileName().toString()), bytesOf(file));
    }

    public Upload process(UploadHeader header, byte[] content) {
        return Waiting.await(upload(header, content)
                .flatMapMany(taken -> watch(taken.getId()))
                .last());
    }

    public Flux<ReadResponse> read(ReadRequest request) {
        return blobs.read(request);
    }

    /** Reads without asking for more than the subscriber does. */
    public Flux<ReadResponse> readSlowly(ReadRequest request) {
        return blobs.withOption(ReactorCallOptions.CALL_OPTIONS_PREFETCH, 2)
                .withOption(ReactorCallOptions.CALL_OPTIONS_LOW_TIDE, 1)
                .read(request);
    }

    public byte[] readAll(ReadRequest request) {
        return Waiting.await(read(request)
                        .filter(ReadResponse::hasData)
                        .map(ReadResponse::getData)
                        .reduce(ByteString.EMPTY, ByteString::concat))
                .toByteArray();
    }

    public Flux<ReadImageResponse> readImage(String reference, String variant) {
        return blobs.readImage(ReadImageRequest.newBuilder()
                .setReference(reference)
                .setVariant(variant)
                .build());
    }

    public byte[] image(String reference, String variant) {
        return Waiting.await(readImage(reference, variant)
                        .map(ReadImageResponse::getData)
                        .reduce(ByteString.EMPTY, ByteString::concat))
                .toByteArray();
    }

    public GetHealthResponse health() {
        return HealthServiceGrpc.newBlockingStub(channel).getHealth(GetHealthRequest.getDefaultInstance());
    }

    /** A grant by the trusted discovery node, made now. */
    public static StreamGrant grant(String cid) {
        return grant(cid, Instant.now(), DISCOVERY);
    }

    public static StreamGrant grant(String cid, Instant time, Credentials signer) {
        var text = "{\"cid\":\"%s\",\"timestamp\":%d,\"trackId\":7}".formatted(cid, time.toEpochMilli());
        var parts = Sign.signPrefixedMessage(Hash.sha3(text.getBytes(StandardCharsets.UTF_8)), signer.getEcKeyPair());
        return StreamGrant.newBuilder()
                .setData(text)
                .setSignature(Numeric.toHexString(parts.getR())
                        + Numeric.toHexStringNoPrefix(parts.getS())
                        + Numeric.toHexStringNoPrefix(parts.getV()))
                .build();
    }

    public static ReadRequest granted(String cid) {
        return ReadRequest.newBuilder().setCid(cid).setGrant(grant(cid)).build();
    }

    /** The files of all blobs, without their leaf indexes. */
    public List<Path> blobFiles() {
        return files("blobs")
                .filter(file -> !file.toString().endsWith(".leaves"))
                .toList();
    }

    /** Everything below a folder of the node's data. */
    public Stream<Path> files(String folder) {
        try (var all = Files.walk(data.resolve(folder))) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static byte[] bytesOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The reason that travelled with an error. */
    public static String reasonOf(Throwable error) {
        var cause = error instanceof StatusRuntimeException ? error : error.getCause();
        if (!(cause instanceof StatusRuntimeException status)) {
            return String.valueOf(error);
        }
        var trailers = status.getTrailers();
        if (trailers == null) {
            return status.getStatus().toString();
        }
        return StatusProto.fromStatusAndTrailers(status.getStatus(), trailers).getDetailsList().stream()
                .map(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class).getReason();
                    } catch (InvalidProtocolBufferException other) {
                        return other.toString();
                    }
                })
                .findFirst()
                .orElse(status.getStatus().toString());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        host.close();
    }
}

package org.antiphon.content.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.BlobInfo;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.BlobStore;
import org.antiphon.content.blob.ByteRange;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.grant.StreamGrants;
import org.antiphon.content.image.Images;
import org.antiphon.content.takedown.TakedownStore;
import org.antiphon.proto.content.v1.BlobHeader;
import org.antiphon.proto.content.v1.ReactorBlobServiceGrpc;
import org.antiphon.proto.content.v1.ReadImageRequest;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code antiphon.content.v1.BlobService}. */
public final class BlobGrpcService extends ReactorBlobServiceGrpc.BlobServiceImplBase {
    private final BlobCatalog catalog;
    private final BlobStore blobs;
    private final StreamGrants grants;
    private final TakedownStore takedowns;
    private final Images images;

    public BlobGrpcService(
            BlobCatalog catalog, BlobStore blobs, StreamGrants grants, TakedownStore takedowns, Images images) {
        this.catalog = catalog;
        this.blobs = blobs;
        this.grants = grants;
        this.takedowns = takedowns;
        this.images = images;
    }

    @Override
    public Flux<ReadResponse> read(ReadRequest request) {
        return Mono.fromCallable(() -> Cid.parse(request.getCid()))
                .flatMap(catalog::find)
                .delayUntil(blob -> checkGrant(blob, request))
                .flatMapMany(blob -> {
                    var span = range(request).within(blob.size());
                    var header = ReadResponse.newBuilder()
                            .setHeader(header(blob, span))
                            .build();
                    var data = blobs.read(blob.cid(), span.first(), span.length())
                            .map(piece -> ReadResponse.newBuilder()
                                    .setData(wrap(piece))
                                    .build());
                    return headed(header, data);
                });
    }

    @Override
    public Flux<ReadImageResponse> readImage(ReadImageRequest request) {
        return images.find(request.getReference(), request.getVariant()).flatMapMany(blob -> {
            var span = ByteRange.all().within(blob.size());
            var header =
                    ReadImageResponse.newBuilder().setHeader(header(blob, span)).build();
            var data = blobs.read(blob.cid(), span.first(), span.length())
                    .map(piece ->
                            ReadImageResponse.newBuilder().setData(wrap(piece)).build());
            return headed(header, data);
        });
    }

    /** The header goes out with the first data only, so that a corrupt start is an error instead of a broken answer. */
    private static <T> Flux<T> headed(T header, Flux<T> data) {
        return data.switchOnFirst((first, all) -> first.hasValue() ? all.startWith(header) : all);
    }

    private Mono<Void> checkGrant(BlobInfo blob, ReadRequest request) {
        if (blob.kind() != BlobKind.AUDIO) {
            return Mono.empty();
        }
        var grant = request.getGrant();
        return Mono.fromCallable(() -> grants.check(blob.cid(), grant.getData(), grant.getSignature()))
                .flatMap(takedowns::requireUp);
    }

    private static ByteRange range(ReadRequest request) {
        var range = request.getRange();
        if (!request.hasRange()) {
            return ByteRange.all();
        }
        return range.hasSuffixLength()
                ? new ByteRange.Suffix(range.getSuffixLength())
                : new ByteRange.From(
                        range.getFirst(), range.hasLast() ? OptionalLong.of(range.getLast()) : OptionalLong.empty());
    }

    private static BlobHeader header(BlobInfo blob, ByteRange.Span span) {
        return BlobHeader.newBuilder()
                .setCid(blob.cid().toString())
                .setSize(blob.size())
                .setContentType(blob.contentType())
                .setFirst(span.first())
                .setLength(span.length())
                .build();
    }

    /** Without a copy: the store never touches a piece again once it has handed it out. */
    private static ByteString wrap(ByteBuffer piece) {
        return UnsafeByteOperations.unsafeWrap(piece);
    }
}

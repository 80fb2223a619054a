package org.antiphon.content.grpc;

import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.antiphon.content.media.Preview;
import org.antiphon.content.upload.Template;
import org.antiphon.content.upload.Uploads;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.GetUploadRequest;
import org.antiphon.proto.content.v1.GetUploadResponse;
import org.antiphon.proto.content.v1.ReactorUploadServiceGrpc;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.WatchUploadRequest;
import org.antiphon.proto.content.v1.WatchUploadResponse;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code antiphon.content.v1.UploadService}. */
public final class UploadGrpcService extends ReactorUploadServiceGrpc.UploadServiceImplBase {
    private final Uploads uploads;

    public UploadGrpcService(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Mono<UploadResponse> upload(Flux<UploadRequest> parts) {
        return parts.onErrorMap(StatusRuntimeException.class, UploadGrpcService::interrupted)
                .switchOnFirst((first, all) -> {
                    var part = first.get();
                    if (part == null) {
                        return first.isOnError() ? all.cast(UploadResponse.class) : Flux.error(headerExpected());
                    }
                    if (!part.hasHeader()) {
                        return Flux.error(headerExpected());
                    }
                    return uploads.receive(
                                    request(part.getHeader()), all.skip(1).flatMapIterable(UploadGrpcService::chunk))
                            .map(upload -> UploadResponse.newBuilder()
                                    .setUpload(UploadMessages.of(upload))
                                    .build());
                })
                .single();
    }

    @Override
    public Mono<GetUploadResponse> getUpload(GetUploadRequest request) {
        return uploads.get(request.getId())
                .map(upload -> GetUploadResponse.newBuilder()
                        .setUpload(UploadMessages.of(upload))
                        .build());
    }

    @Override
    public Flux<WatchUploadResponse> watchUpload(WatchUploadRequest request) {
        return uploads.watch(request.getId())
                .map(upload -> WatchUploadResponse.newBuilder()
                        .setUpload(UploadMessages.of(upload))
                        .build());
    }

    private static org.antiphon.content.upload.UploadRequest request(UploadHeader header) {
        return new org.antiphon.content.upload.UploadRequest(
                template(header),
                header.getFilename(),
                header.hasPreviewStartSeconds()
                        ? Optional.of(new Preview(header.getPreviewStartSeconds()))
                        : Optional.empty(),
                Optional.of(header.getRequestId()).filter(id -> !id.isEmpty()));
    }

    private static Template template(UploadHeader header) {
        return switch (header.getTemplate()) {
            case UPLOAD_TEMPLATE_AUDIO -> Template.AUDIO;
            case UPLOAD_TEMPLATE_IMG_SQUARE -> Template.IMG_SQUARE;
            case UPLOAD_TEMPLATE_IMG_BACKDROP -> Template.IMG_BACKDROP;
            case UPLOAD_TEMPLATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new ApiException(
                        ErrorReason.ERROR_REASON_TEMPLATE_UNKNOWN,
                        "template: %d (expected: audio, img_square, img_backdrop)"
                                .formatted(header.getTemplateValue()));
        };
    }

    private static List<ByteBuffer> chunk(UploadRequest part) {
        if (part.hasHeader()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID, "header: sent twice (expected: once, before the chunks)");
        }
        return part.getChunk().asReadOnlyByteBufferList();
    }

    private static ApiException headerExpected() {
        return new ApiException(
                ErrorReason.ERROR_REASON_FIELD_INVALID, "header: missing (expected: in the first message)");
    }

    private static ApiException interrupted(StatusRuntimeException cancelled) {
        return new ApiException(
                ErrorReason.ERROR_REASON_UPLOAD_INTERRUPTED, "the upload broke off before its end; nothing was stored");
    }
}

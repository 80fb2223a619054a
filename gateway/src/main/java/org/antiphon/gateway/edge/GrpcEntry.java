package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.grpc.DecompressorRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.gateway.error.GrpcError;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * Refuses what is no well-formed call before Armeria's gRPC service sees it, which takes most of that for a fault of the
 * server, answers some of it in plain text and lets the rest pass.
 */
final class GrpcEntry extends SimpleDecoratingHttpService {
    static final Set<SerializationFormat> FORMATS = Set.of(
            GrpcSerializationFormats.PROTO,
            GrpcSerializationFormats.PROTO_WEB,
            GrpcSerializationFormats.PROTO_WEB_TEXT);

    private static final String ENCODING = "grpc-encoding";
    private static final String IDENTITY = "identity";

    private final boolean oneMessage;
    private final int maxMessage;

    /**
     * Guards one RPC.
     *
     * @param oneMessage whether a caller sends exactly one message
     * @param maxMessage the longest message, in bytes
     */
    GrpcEntry(HttpService delegate, boolean oneMessage, int maxMessage) {
        super(delegate);
        this.oneMessage = oneMessage;
        this.maxMessage = maxMessage;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        if (request.method() != HttpMethod.POST) {
            return ApiError.wrongMethod(request.method(), ctx.path(), Set.of(HttpMethod.POST));
        }
        var format = format(request);
        if (format.isEmpty()) {
            return ApiError.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            ErrorReason.ERROR_REASON_BODY_MALFORMED,
                            "content-type: \"%s\" (expected: application/grpc, application/grpc-web or application/grpc-web-text)"
                                    .formatted(ApiException.shown(
                                            request.headers().get(HttpHeaderNames.CONTENT_TYPE, ""))))
                    .toResponse();
        }
        var encoding = request.headers().get(ENCODING, IDENTITY);
        var decompressors = DecompressorRegistry.getDefaultInstance();
        if (decompressors.lookupDecompressor(encoding) == null) {
            ctx.setAdditionalResponseHeader(
                    "grpc-accept-encoding", String.join(",", decompressors.getAdvertisedMessageEncodings()));
            return GrpcError.respond(request.headers(), unknownEncoding(encoding, decompressors));
        }
        return unwrap().serve(
                        ctx,
                        new GrpcFrames(
                                request,
                                new GrpcFrames.Rules(
                                        GrpcSerializationFormats.isGrpcWebText(format.get()),
                                        !encoding.equals(IDENTITY),
                                        oneMessage,
                                        maxMessage)));
    }

    private static Optional<SerializationFormat> format(HttpRequest request) {
        return Optional.ofNullable(request.contentType())
                .flatMap(type -> FORMATS.stream()
                        .filter(format -> format.isAccepted(type))
                        .findFirst());
    }

    private static ApiException unknownEncoding(String encoding, DecompressorRegistry known) {
        return new ApiException(
                ErrorReason.ERROR_REASON_ENCODING_UNKNOWN,
                "%s: \"%s\" (expected: %s)"
                        .formatted(
                                ENCODING,
                                ApiException.shown(encoding),
                                String.join(", ", new TreeSet<>(known.getKnownMessageEncodings()))));
    }
}

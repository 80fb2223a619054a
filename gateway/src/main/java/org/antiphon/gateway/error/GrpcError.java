package org.antiphon.gateway.error;

import com.google.common.io.BaseEncoding;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Metadata;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.antiphon.server.StatusMapper;

/** An error as an answer without a message, for gRPC and gRPC-Web calls that no gRPC service has taken. */
public final class GrpcError {
    private static final String UNRESERVED =
            " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`" + "abcdefghijklmnopqrstuvwxyz{|}~";

    private GrpcError() {}

    /** Whether the caller speaks gRPC or gRPC-Web. */
    public static boolean isGrpc(RequestHeaders headers) {
        return headers.get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
    }

    /** Status, message and details in the headers, as the protocols allow for an error that comes first. */
    public static HttpResponse respond(RequestHeaders request, Throwable failure) {
        return HttpResponse.of(headers(request, failure));
    }

    static ResponseHeaders headers(RequestHeaders request, Throwable failure) {
        var mapped = StatusMapper.toStatus(failure);
        var details = StatusProto.fromStatusAndTrailers(
                mapped.getStatus(), Objects.requireNonNullElseGet(mapped.getTrailers(), Metadata::new));
        return ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.parse(request.get(HttpHeaderNames.CONTENT_TYPE, "application/grpc")))
                .set("grpc-status", String.valueOf(details.getCode()))
                .set("grpc-message", percentEncode(details.getMessage()))
                .set(
                        "grpc-status-details-bin",
                        BaseEncoding.base64().omitPadding().encode(details.toByteArray()))
                .endOfStream(true)
                .build();
    }

    private static String percentEncode(String message) {
        var encoded = new StringBuilder();
        for (var b : message.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(BaseEncoding.base16().encode(new byte[] {b}));
            }
        }
        return encoded.toString();
    }
}

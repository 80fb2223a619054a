package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import java.util.Map;
import org.antiphon.gateway.error.ApiError;
import org.antiphon.gateway.rpc.PassedHeaders;
import org.antiphon.gateway.rpc.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One HTTP request on its way to a route.
 *
 * @param ctx the request's context
 * @param request the request
 * @param variables the values of the path's variables
 */
public record Exchange(ServiceRequestContext ctx, HttpRequest request, Map<String, String> variables) {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    public boolean isHead() {
        return request.method() == HttpMethod.HEAD;
    }

    public QueryParams query() {
        return ctx.queryParams();
    }

    /** The metadata for the call to the service. */
    public Metadata metadata() {
        var headers = request.headers();
        return PassedHeaders.toUpstream(key -> headers.get(key), RequestId.of(ctx));
    }

    /** Answers with what the {@code Mono} gives; when the client goes away, the work stops. */
    public HttpResponse answer(Mono<HttpResponse> work) {
        var future = work.onErrorResume(failure -> Mono.just(refuse(failure))).toFuture();
        var response = HttpResponse.of(future);
        var unused = response.whenComplete().handle((done, cause) -> future.cancel(true));
        return response;
    }

    private HttpResponse refuse(Throwable failure) {
        var error = ApiError.of(failure);
        if (error.httpStatus().equals(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error("request_id={} failed", RequestId.of(ctx).orElse("-"), failure);
        }
        return error.toResponse();
    }

    /** An answer that is complete; for HEAD without its body. */
    public HttpResponse complete(MediaType type, String cacheControl, byte[] body) {
        var headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(type)
                .set(HttpHeaderNames.CACHE_CONTROL, cacheControl)
                .contentLength(body.length)
                .build();
        return HttpResponse.of(headers, isHead() ? HttpData.empty() : HttpData.wrap(body));
    }
}

package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.cors.CorsService;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Lets pages of any origin use the gateway: nothing here depends on cookies, so no origin gains by it what it lacks. */
final class Cors {
    private static final List<String> EXPOSED = List.of(
            "grpc-status",
            "grpc-message",
            "grpc-status-details-bin",
            "content-range",
            "accept-ranges",
            "content-length",
            "etag",
            "retry-after",
            "x-request-id");
    private static final List<String> ALLOWED = List.of(
            "accept",
            "authorization",
            "content-type",
            "encoded-data-message",
            "encoded-data-signature",
            "grpc-timeout",
            "if-none-match",
            "if-range",
            "range",
            "traceparent",
            "tracestate",
            "x-grpc-web",
            "x-request-id",
            "x-user-agent");

    private Cors() {}

    static Function<? super HttpService, CorsService> decorator() {
        return CorsService.builderForAnyOrigin()
                .allowRequestMethods(
                        HttpMethod.GET,
                        HttpMethod.HEAD,
                        HttpMethod.POST,
                        HttpMethod.PUT,
                        HttpMethod.PATCH,
                        HttpMethod.DELETE)
                .allowRequestHeaders(ALLOWED)
                .exposeHeaders(EXPOSED)
                .maxAge(Duration.ofDays(1))
                .newDecorator();
    }
}

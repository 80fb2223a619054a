package org.antiphon.gateway.health;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.List;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.edge.Exchange;
import org.antiphon.gateway.edge.RouteHandler;

/** {@code GET /health_check}: the whole document, and 503 when a service does not do its work. */
public final class HealthHandler implements RouteHandler {
    private final HealthCheck check;
    private final List<GatewayConfig.ContentNode> contentNodes;

    public HealthHandler(HealthCheck check, List<GatewayConfig.ContentNode> contentNodes) {
        this.check = check;
        this.contentNodes = List.copyOf(contentNodes);
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        return exchange.answer(
                check.run().map(services -> answer(exchange, new HealthDocument(services, contentNodes))));
    }

    private static HttpResponse answer(Exchange exchange, HealthDocument document) {
        var body = document.print();
        var headers = ResponseHeaders.builder(document.isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .contentLength(body.length)
                .build();
        return HttpResponse.of(headers, exchange.isHead() ? HttpData.empty() : HttpData.wrap(body));
    }
}

package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /}: tells whoever opens the gateway in a browser what it is and where things are. */
public final class IndexPage implements RouteHandler {
    private final byte[] page;

    public IndexPage() {
        try (var stream = IndexPage.class.getResourceAsStream("/gateway/index.html")) {
            if (stream == null) {
                throw new IllegalStateException("the page /gateway/index.html is missing");
            }
            page = stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        return exchange.complete(MediaType.HTML_UTF_8, "public, max-age=60", page);
    }
}

package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * {@code GET /}: the player when its pages are on the class path; else a page that tells whoever opens the gateway in a
 * browser what it is and where things are.
 */
public final class IndexPage implements RouteHandler {
    private final byte[] page;

    /**
     * Prepares the page.
     *
     * @param publicUrl how the world reaches the gateway, for the examples
     */
    public IndexPage(String publicUrl) {
        try (var player = IndexPage.class.getResourceAsStream("/web/index.html");
                var plain = IndexPage.class.getResourceAsStream("/gateway/index.html")) {
            var stream = Objects.requireNonNull(player == null ? plain : player, "/gateway/index.html");
            var template = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            page = template.replace("{{public-url}}", escape(publicUrl)).getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public HttpResponse handle(Exchange exchange) {
        return exchange.complete(MediaType.HTML_UTF_8, "no-cache", page);
    }
}

package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /assets/{file}}: the parts of the player, from {@code web/assets/} on the class path. Their names carry a
 * hash of their content, so browsers may keep them for ever.
 */
public final class WebAssets implements RouteHandler {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final Map<String, MediaType> TYPES = Map.of(
            "js", MediaType.JAVASCRIPT_UTF_8,
            "css", MediaType.CSS_UTF_8,
            "svg", MediaType.SVG_UTF_8,
            "woff", MediaType.WOFF,
            "woff2", MediaType.WOFF2);

    /** Holds only what the class path holds, so it stays as small as the player. */
    private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

    @Override
    public HttpResponse handle(Exchange exchange) {
        var file = exchange.variables().getOrDefault("file", "");
        return exchange.answer(bytes(file).map(content -> exchange.complete(typeOf(file), FOR_EVER, content)));
    }

    private Mono<byte[]> bytes(String file) {
        return Mono.justOrEmpty(loaded.get(file))
                .switchIfEmpty(Mono.fromCallable(() -> load(file)).subscribeOn(Schedulers.boundedElastic()));
    }

    private byte[] load(String file) throws IOException {
        if (NAME.matcher(file).matches()) {
            try (var stream = WebAssets.class.getResourceAsStream("/web/assets/" + file)) {
                if (stream != null) {
                    var content = stream.readAllBytes();
                    loaded.put(file, content);
                    return content;
                }
            }
        }
        throw new ApiException(
                ErrorReason.ERROR_REASON_ROUTE_UNKNOWN,
                "GET /assets/%s: no such file".formatted(ApiException.shown(file)));
    }

    private static MediaType typeOf(String file) {
        var extension = file.substring(file.lastIndexOf('.') + 1);
        return Optional.ofNullable(TYPES.get(extension)).orElse(MediaType.OCTET_STREAM);
    }
}

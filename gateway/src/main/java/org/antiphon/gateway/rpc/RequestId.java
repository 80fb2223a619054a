package org.antiphon.gateway.rpc;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request in the logs of every service it touches. */
public final class RequestId {
    public static final String HEADER = "x-request-id";

    private static final AttributeKey<String> ATTRIBUTE = AttributeKey.valueOf(RequestId.class, "ID");
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,64}");

    private RequestId() {}

    /** Takes the caller's id if it is fit for a log line, or makes one, and keeps it for the request's life. */
    public static String assign(ServiceRequestContext ctx, RequestHeaders headers) {
        var id = choose(headers);
        ctx.setAttr(ATTRIBUTE, id);
        return id;
    }

    /** The same for a request that has no life, or not even headers. */
    public static String choose(@Nullable RequestHeaders headers) {
        var given = headers == null ? "" : headers.get(HEADER, "");
        return SANE.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }

    public static Optional<String> of(ServiceRequestContext ctx) {
        return Optional.ofNullable(ctx.attr(ATTRIBUTE));
    }

    static Optional<String> current() {
        return Optional.ofNullable(ServiceRequestContext.currentOrNull()).flatMap(RequestId::of);
    }
}

package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.logging.AccessLogWriter;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.antiphon.gateway.rpc.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request. It never holds the query, which may carry signatures and look-up keys, nor any header but
 * the request id.
 */
final class AccessLog implements AccessLogWriter {
    private static final Logger log = LoggerFactory.getLogger("org.antiphon.gateway.access");
    private static final String LINE = "method={} path={} status={} grpc_status={} bytes={} ms={} request_id={}";
    private static final String GRPC_STATUS = "grpc-status";
    private static final int MAX_PATH = 256;

    @Override
    public void log(RequestLog entry) {
        var id = entry.context() instanceof ServiceRequestContext ctx
                ? RequestId.of(ctx).orElse("-")
                : "-";
        log.info(
                LINE,
                entry.requestHeaders().method(),
                path(entry.requestHeaders().path()),
                entry.responseHeaders().status().code(),
                grpcStatus(entry),
                entry.responseLength(),
                TimeUnit.NANOSECONDS.toMillis(entry.totalDurationNanos()),
                id);
    }

    /** The line of a request that was refused before it was one; its headers are null when they can't be read. */
    void refused(@Nullable RequestHeaders request, AggregatedHttpResponse answer, String id) {
        log.info(
                LINE,
                request == null ? "-" : request.method(),
                request == null ? "-" : path(request.path()),
                answer.status().code(),
                answer.headers().get(GRPC_STATUS, "-"),
                answer.content().length(),
                0,
                id);
    }

    private static String path(String pathAndQuery) {
        var query = pathAndQuery.indexOf('?');
        var path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        return (path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH)).replaceAll("[^!-~]", "?");
    }

    private static String grpcStatus(RequestLog entry) {
        var status = entry.responseTrailers().get(GRPC_STATUS);
        return Objects.requireNonNullElse(status, entry.responseHeaders().get(GRPC_STATUS, "-"));
    }
}

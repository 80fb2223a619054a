package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.antiphon.gateway.rpc.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * Names and logs the requests that the HTTP decoder refuses. They never become a request with a context, so they reach no
 * decorator and no access log.
 */
record DecoderRefusals(ServerErrorHandler answers, AccessLog log) implements ServerErrorHandler {
    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable failure) {
        return answers.onServiceException(ctx, failure);
    }

    @Override
    public @Nullable AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        var answer = answers.renderStatus(ctx, config, headers, status, description, cause);
        if (ctx != null || answer == null) {
            return answer;
        }
        var id = RequestId.choose(headers);
        log.refused(headers, answer, id);
        return AggregatedHttpResponse.of(
                answer.headers().toBuilder().set(RequestId.HEADER, id).build(), answer.content());
    }
}

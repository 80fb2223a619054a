package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import org.antiphon.gateway.rpc.RequestId;

/** Names each request and tells the caller the name, so that a report of a failure can be followed into the logs. */
final class RequestIdDecorator extends SimpleDecoratingHttpService {
    RequestIdDecorator(HttpService delegate) {
        super(delegate);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        ctx.setAdditionalResponseHeader(RequestId.HEADER, RequestId.assign(ctx, request.headers()));
        return unwrap().serve(ctx, request);
    }
}

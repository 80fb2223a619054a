package org.antiphon.gateway.edge;

import com.linecorp.armeria.common.HttpResponse;

/** What stands behind a route. An exception it throws becomes the error body of every other error. */
@FunctionalInterface
public interface RouteHandler {
    HttpResponse handle(Exchange exchange);
}

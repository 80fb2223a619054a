package org.antiphon.chain;

import org.web3j.protocol.core.Response;

/** The node understood the request and answered with a JSON-RPC error. */
final class RpcErrorException extends ChainException {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final String data;

    RpcErrorException(String node, String method, Response.Error error) {
        super("%s: %s: %s (code %d)".formatted(node, method, error.getMessage(), error.getCode()));
        this.reason = String.valueOf(error.getMessage());
        this.data = String.valueOf(error.getData());
    }

    /** What a contract reverted with, as JSON, {@code null} in words when nothing. */
    String data() {
        return data;
    }

    /** The node's words alone. */
    String reason() {
        return reason;
    }
}

package org.antiphon.chain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A JSON-RPC request whose answer is read by a {@link ResultReader}. */
record RpcRequest(long id, String method, List<?> params) {

    @JsonProperty("jsonrpc")
    String version() {
        return "2.0";
    }
}

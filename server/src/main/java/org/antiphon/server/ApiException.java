package org.antiphon.server;

import java.util.Map;
import org.antiphon.proto.common.v1.ErrorReason;

/**
 * The one exception that carries a public text. Whatever else is thrown is a fault of ours and reaches the caller as a
 * fixed text only, so that nothing internal leaks by accident.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 96;

    private final ErrorReason reason;
    private final transient Map<String, String> metadata;

    /** An error with a message that names the value and what was expected. */
    public ApiException(ErrorReason reason, String message) {
        this(reason, message, Map.of());
    }

    /** The same with details for programs, sent as {@code ErrorInfo.metadata}. */
    public ApiException(ErrorReason reason, String message, Map<String, String> metadata) {
        super(message, null, false, false);
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
    }

    /** As much of a caller's text as a message repeats. */
    public static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    public ErrorReason reason() {
        return reason;
    }

    public Map<String, String> metadata() {
        return metadata;
    }
}

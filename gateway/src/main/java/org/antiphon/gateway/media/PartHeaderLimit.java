package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpData;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * Bounds what may come between two signs of progress in a form. The parser keeps the headers of a part until they end and
 * searches them anew with every piece, so that headers without an end would cost ever more time.
 */
final class PartHeaderLimit {
    private static final long LIMIT = 1 << 20;

    private long pending;

    /** Counts bytes on their way to the parser. */
    void arrived(HttpData data) {
        pending += data.length();
        if (pending > LIMIT) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "form: over %d bytes without a part (expected: headers of a part, then its content)"
                            .formatted(LIMIT));
        }
    }

    /** The parser gave out a part or some of its content. */
    void progressed() {
        pending = 0;
    }
}

package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpData;
import java.util.function.Consumer;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/** Counts one file's bytes, because its length is known only when it is over. */
final class SizeLimit implements Consumer<HttpData> {
    private final long limit;
    private long size;

    SizeLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public void accept(HttpData data) {
        size += data.length();
        if (size > limit) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FILE_TOO_LARGE,
                    "files: too large (expected: up to %d bytes)".formatted(limit));
        }
    }
}

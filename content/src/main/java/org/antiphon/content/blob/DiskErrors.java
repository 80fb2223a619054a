package org.antiphon.content.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/** Tells a full disk from other faults; the platform does so by the exception's text only. */
final class DiskErrors {
    private DiskErrors() {}

    static RuntimeException translate(IOException failure) {
        var text = String.valueOf(failure.getMessage());
        if (text.contains("No space left") || text.contains("Disk quota exceeded")) {
            return new ApiException(ErrorReason.ERROR_REASON_DISK_FULL, "the node's disk is full; nothing was stored");
        }
        return new UncheckedIOException(failure);
    }
}

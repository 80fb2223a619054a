package org.antiphon.content.upload;

import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.StatusMapper;

/**
 * Why an upload failed.
 *
 * @param reason the name of an {@link ErrorReason} without its prefix
 */
public record UploadFailure(String reason, String message) {

    /** The public form of an error: only what was meant for the public keeps its text. */
    static UploadFailure of(Throwable error) {
        return error instanceof ApiException known
                ? new UploadFailure(StatusMapper.nameOf(known.reason()), String.valueOf(known.getMessage()))
                : new UploadFailure(
                        StatusMapper.nameOf(ErrorReason.ERROR_REASON_TRANSCODE_FAILED),
                        "work on the upload failed on our side");
    }
}

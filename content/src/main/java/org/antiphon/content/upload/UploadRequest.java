package org.antiphon.content.upload;

import java.util.Optional;
import org.antiphon.content.media.Preview;

/**
 * What an artist says of a file before sending it.
 *
 * @param requestId the caller's id of this upload: the same id gives the same upload
 */
public record UploadRequest(Template template, String filename, Optional<Preview> preview, Optional<String> requestId) {

    /** Control characters have no place in a name, and PostgreSQL refuses some. */
    public UploadRequest {
        filename = filename.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

package org.antiphon.content.upload;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.media.Preview;
import org.antiphon.content.media.Probe;

/**
 * A file on its way in.
 *
 * @param results the CIDs made from the file, by their keys
 * @param progress the part of the transcoding that is done, 0 to 1
 */
public record Upload(
        String id,
        UploadStatus status,
        Template template,
        String filename,
        Cid original,
        long size,
        Optional<Preview> preview,
        Map<String, String> results,
        Optional<Probe> probe,
        double progress,
        Optional<UploadFailure> failure,
        Instant createdAt,
        Instant updatedAt) {

    Upload withProgress(double part) {
        return new Upload(
                id, status, template, filename, original, size, preview, results, probe, part, failure, createdAt,
                updatedAt);
    }
}

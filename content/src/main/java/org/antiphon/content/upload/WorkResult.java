package org.antiphon.content.upload;

import java.util.List;
import java.util.Map;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.media.Probe;

/**
 * What the work on an upload made.
 *
 * @param originalKind what the original turned out to be
 * @param derived by their keys in the upload's results
 */
record WorkResult(Probe probe, BlobKind originalKind, String originalContentType, Map<String, DerivedBlob> derived) {
    List<DerivedBlob> blobs() {
        return List.copyOf(derived.values());
    }
}

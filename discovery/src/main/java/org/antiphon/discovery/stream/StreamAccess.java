package org.antiphon.discovery.stream;

import org.antiphon.discovery.model.Track;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do with a track. Who the caller is has not been proven here: the flags tell a client what to show,
 * while audio behind a condition is granted to nobody until conditions are checked.
 */
public final class StreamAccess {
    private final Track track;
    private final boolean isOwner;

    private StreamAccess(Track track, boolean isOwner) {
        this.track = track;
        this.isOwner = isOwner;
    }

    public static StreamAccess of(Track track, long viewer) {
        return new StreamAccess(track, track.ownerId() == viewer);
    }

    public boolean mayStream() {
        return isOwner || !track.release().isStreamGated();
    }

    public boolean mayDownload() {
        return isOwner || (track.release().isDownloadable() && !track.release().isDownloadGated());
    }

    /** The audio, whatever the conditions; null when there is none. */
    public @Nullable String audioCid(boolean preview) {
        return plain(preview ? track.audio().previewCid() : track.audio().trackCid());
    }

    /** The audio that anybody may hear: previews, and tracks without a condition. */
    public @Nullable String publicCid(boolean preview) {
        return preview || !track.release().isStreamGated() ? audioCid(preview) : null;
    }

    private static @Nullable String plain(@Nullable String cid) {
        return cid != null && StreamGrant.isCid(cid) ? cid : null;
    }
}

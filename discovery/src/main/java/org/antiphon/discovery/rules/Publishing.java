package org.antiphon.discovery.rules;

import java.time.Instant;
import org.antiphon.discovery.model.Release;
import org.jspecify.annotations.Nullable;

/** When an item comes out. */
final class Publishing {
    private Publishing() {}

    /** Publishing sets the release date to now; what is public can't come out in the future. */
    static <R extends Release<R>> R dated(Instant now, @Nullable R old, R release) {
        if (release.isHidden()) {
            return release;
        }
        if (old != null && old.isHidden()) {
            return release.releasedAt(now);
        }
        return release.releaseDate().isAfter(now) ? release.releasedAt(old == null ? now : old.releaseDate()) : release;
    }
}

package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** Since when an item is there, which has the same rules for all kinds of items. */
public interface Release<R extends Release<R>> {
    /** Whether only those see it who were given its link. */
    @JsonIgnore
    boolean isHidden();

    /** When it comes or came out. */
    Instant releaseDate();

    /** The same release, out since {@code date} and no longer awaited. */
    R releasedAt(Instant date);
}

package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/** The ids that clients may choose. They pick one at random above the offset of its kind; old content lies below. */
public final class Ids {
    /** The first id of a new user. */
    public static final long FIRST_USER = 3_000_000;

    /** The first id of a new track. */
    public static final long FIRST_TRACK = 2_000_000;

    /** The first id of a new playlist or album. */
    public static final long FIRST_PLAYLIST = 400_000;

    /** The first id of a new comment. */
    public static final long FIRST_COMMENT = 4_000_000;

    /** The first id of a new event of an artist: none was ever given by anyone but clients. */
    public static final long FIRST_EVENT = 1;

    /** Beyond the largest id: clients of the protocol hold ids in 31 bits. */
    public static final long LIMIT = 1L << 31;

    private Ids() {}

    /** Whether anything can have this id. */
    public static boolean isPossible(long id) {
        return id > 0 && id < LIMIT;
    }

    /** The rejection, or null when a new thing of a kind may take this id. */
    static @Nullable Verdict refuseNew(long id, long first, @Nullable Row holder) {
        if (id < first || id >= LIMIT) {
            return Verdict.reject(Rejection.ID_INVALID, "entity_id: %d (expected: %d..%d)", id, first, LIMIT - 1);
        }
        return holder == null ? null : Verdict.reject(Rejection.ID_TAKEN, "entity_id: %d (expected: an unused id)", id);
    }
}

package org.antiphon.discovery.rules;

/** The ids that clients may choose. They pick one at random above the offset of its kind; old content lies below. */
public final class Ids {
    /** The first id of a new user. */
    public static final long FIRST_USER = 3_000_000;

    /** The first id of a new track. */
    public static final long FIRST_TRACK = 2_000_000;

    /** Beyond the largest id: clients of the protocol hold ids in 31 bits. */
    public static final long LIMIT = 1L << 31;

    private Ids() {}

    /** Whether anything can have this id. */
    public static boolean isPossible(long id) {
        return id > 0 && id < LIMIT;
    }

    /** Whether a new thing of a kind may take this id. */
    static boolean isClaimable(long id, long first) {
        return id >= first && id < LIMIT;
    }
}

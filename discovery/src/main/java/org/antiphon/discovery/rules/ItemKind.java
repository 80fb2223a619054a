package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Item;
import org.jspecify.annotations.Nullable;

/** What the kinds of items differ in where they have the same rules. */
enum ItemKind {
    TRACK("track", Ids.FIRST_TRACK, Rejection.TRACK_UNKNOWN),
    PLAYLIST("playlist", Ids.FIRST_PLAYLIST, Rejection.PLAYLIST_UNKNOWN);

    private final String noun;
    private final long firstId;
    private final Rejection unknown;

    ItemKind(String noun, long firstId, Rejection unknown) {
        this.noun = noun;
        this.firstId = firstId;
        this.unknown = unknown;
    }

    /** The kind of item that an action is about. */
    static ItemKind of(Action action) {
        return action.entityType().equals("Playlist") ? PLAYLIST : TRACK;
    }

    long firstId() {
        return firstId;
    }

    void reads(long id, Reads reads) {
        switch (this) {
            case TRACK -> reads.track(id);
            case PLAYLIST -> reads.playlist(id);
        }
    }

    @Nullable
    Item find(long id, State state) {
        return switch (this) {
            case TRACK -> state.track(id);
            case PLAYLIST -> state.playlist(id);
        };
    }

    /** The rejection, or null when the item is there. */
    @Nullable
    Verdict refuseMissing(String field, long id, @Nullable Item item) {
        return item != null && !item.isDelete()
                ? null
                : Verdict.reject(unknown, "%s: %d (expected: an existing %s)", field, id, noun);
    }

    /** The rejection, or null when the item is there and the user's. */
    @Nullable
    Verdict refuseOthers(Action action, @Nullable Item item) {
        var refused = refuseMissing("entity_id", action.entityId(), item);
        return refused != null || item == null || item.ownerId() == action.userId()
                ? refused
                : Verdict.reject(
                        Rejection.NOT_OWNER,
                        "user_id: %d (expected: the %s's owner %d)",
                        action.userId(),
                        noun,
                        item.ownerId());
    }
}

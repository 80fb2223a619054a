package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Item;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Save;
import org.jspecify.annotations.Nullable;

/**
 * Listeners save and repost tracks of others. Saving twice, and undoing what is not there, is accepted and changes
 * nothing: a client that repeats itself gets what it wants.
 */
final class TrackSocialRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.track(action.entityId());
        reads.row(saveKey(action));
        reads.row(repostKey(action));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return switch (action.action()) {
            case "Save" -> save(action, state);
            case "Repost" -> repost(action, state);
            case "Unsave" ->
                state.row(saveKey(action)) == null
                        ? Verdict.accept()
                        : Verdict.accept(new Change.Remove(saveKey(action)));
            default ->
                state.row(repostKey(action)) == null
                        ? Verdict.accept()
                        : Verdict.accept(new Change.Remove(repostKey(action)));
        };
    }

    private static Verdict save(Action action, State state) {
        var refused = refuseTrack(action, state);
        if (refused != null) {
            return refused;
        }
        return state.row(saveKey(action)) != null
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(new Save(
                        action.userId(),
                        Item.TRACK,
                        action.entityId(),
                        flag(action, "is_save_of_repost"),
                        action.time(),
                        action.blockNumber())));
    }

    private static Verdict repost(Action action, State state) {
        var refused = refuseTrack(action, state);
        if (refused != null) {
            return refused;
        }
        return state.row(repostKey(action)) != null
                ? Verdict.accept()
                : Verdict.accept(new Change.Put(new Repost(
                        action.userId(),
                        Item.TRACK,
                        action.entityId(),
                        flag(action, "is_repost_of_repost"),
                        action.time(),
                        action.blockNumber())));
    }

    private static @Nullable Verdict refuseTrack(Action action, State state) {
        var track = state.track(action.entityId());
        if (track == null || track.isDelete()) {
            return Verdict.reject(
                    Rejection.TRACK_UNKNOWN, "entity_id: %d (expected: an existing track)", action.entityId());
        }
        if (track.ownerId() == action.userId()) {
            return Verdict.reject(
                    Rejection.OWN_ITEM, "entity_id: %d (expected: a track of somebody else)", action.entityId());
        }
        return null;
    }

    /** Where the user met the track is a hint for statistics: unreadable metadata does not undo the wish itself. */
    private static boolean flag(Action action, String name) {
        return action.metadata().fieldsOrNone().path(name).asBoolean(false);
    }

    private static Key.SaveKey saveKey(Action action) {
        return new Key.SaveKey(action.userId(), Item.TRACK, action.entityId());
    }

    private static Key.RepostKey repostKey(Action action) {
        return new Key.RepostKey(action.userId(), Item.TRACK, action.entityId());
    }
}

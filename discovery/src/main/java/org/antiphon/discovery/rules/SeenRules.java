package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.NotificationSeen;
import org.antiphon.discovery.model.PlaylistSeen;

/** Users look at their notifications and at the playlists of their library, after which these show nothing as new. */
final class SeenRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        if (isOfPlaylist(action)) {
            reads.playlist(action.entityId());
            reads.row(new Key.PlaylistSeenKey(action.userId(), action.entityId()));
        } else {
            reads.row(new Key.NotificationSeenKey(action.userId(), action.time()));
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        if (isOfPlaylist(action)) {
            return seePlaylist(action, state);
        }
        var seen = new NotificationSeen(action.userId(), action.time(), action.blockNumber());
        return Marks.put(seen, List.of(seen.key()), state);
    }

    private static Verdict seePlaylist(Action action, State state) {
        long id = action.entityId();
        var missing = ItemKind.PLAYLIST.refuseMissing("entity_id", id, state.playlist(id));
        return missing != null
                ? missing
                : Verdict.accept(
                        new Change.Put(new PlaylistSeen(action.userId(), id, action.time(), action.blockNumber())));
    }

    private static boolean isOfPlaylist(Action action) {
        return action.action().equals("ViewPlaylist");
    }
}

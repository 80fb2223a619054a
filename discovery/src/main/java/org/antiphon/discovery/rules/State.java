package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.DeveloperApp;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Playlist;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.User;
import org.jspecify.annotations.Nullable;

/**
 * The index as an event finds it: with every earlier event applied. Rules read only what they asked for; an id that
 * nothing can have names nothing.
 */
public interface State {
    /** The row with this key. */
    <R extends Row> @Nullable R row(Key<R> key);

    /** The rows that a lookup finds. */
    <R extends Row> List<R> rows(Lookup<R> lookup);

    /** The user with this id. */
    default @Nullable User user(long userId) {
        return Ids.isPossible(userId) ? row(new Key.UserKey(userId)) : null;
    }

    /** The user with this wallet. */
    default @Nullable User userByWallet(String wallet) {
        return rows(new Lookup.Wallet(wallet)).stream().findFirst().orElse(null);
    }

    /** The user with this handle. */
    default @Nullable User userByHandle(String handle) {
        return rows(new Lookup.Handle(handle)).stream().findFirst().orElse(null);
    }

    /** The playlist or album with this id. */
    default @Nullable Playlist playlist(long playlistId) {
        return Ids.isPossible(playlistId) ? row(new Key.PlaylistKey(playlistId)) : null;
    }

    /** The comment with this id. */
    default @Nullable Comment comment(long commentId) {
        return Ids.isPossible(commentId) ? row(new Key.CommentKey(commentId)) : null;
    }

    /** The app with this address, unless it was deleted. */
    default @Nullable DeveloperApp liveApp(String address) {
        var app = row(new Key.DeveloperAppKey(address));
        return app == null || app.isDelete() ? null : app;
    }

    /** The track with this id. */
    default @Nullable Track track(long trackId) {
        return Ids.isPossible(trackId) ? row(new Key.TrackKey(trackId)) : null;
    }
}

package org.antiphon.discovery.rules;

import java.util.HashSet;
import java.util.Set;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;

/** The rows that rules will ask for, gathered for a whole batch so that they can be read at once. */
public final class Reads {
    private final Set<Key<?>> keys = new HashSet<>();
    private final Set<Lookup<?>> lookups = new HashSet<>();

    /** A user by id, with the counters. */
    public void user(long userId) {
        if (Ids.isPossible(userId)) {
            keys.add(new Key.UserKey(userId));
            keys.add(new Key.UserCountsKey(userId));
        }
    }

    /** A track by id, with the counters. */
    public void track(long trackId) {
        if (Ids.isPossible(trackId)) {
            keys.add(new Key.TrackKey(trackId));
            keys.add(new Key.TrackCountsKey(trackId));
        }
    }

    /** A playlist by id, with the counters. */
    public void playlist(long playlistId) {
        if (Ids.isPossible(playlistId)) {
            keys.add(new Key.PlaylistKey(playlistId));
            keys.add(new Key.PlaylistCountsKey(playlistId));
        }
    }

    /** A comment by id, with the counters, and with the track it is on, which an action about it does not name. */
    public void comment(long commentId) {
        if (Ids.isPossible(commentId)) {
            keys.add(new Key.CommentKey(commentId));
            keys.add(new Key.CommentCountsKey(commentId));
            lookups.add(new Lookup.TrackOfComment(commentId));
            lookups.add(new Lookup.CountsOfTrackOfComment(commentId));
            lookups.add(new Lookup.CountsOfArtistOfComment(commentId));
        }
    }

    /** Any row by its key. */
    public void row(Key<?> key) {
        keys.add(key);
    }

    /** The rows that a lookup finds, if any. */
    public void rows(Lookup<?> lookup) {
        lookups.add(lookup);
    }

    public Set<Key<?>> keys() {
        return keys;
    }

    public Set<Lookup<?>> lookups() {
        return lookups;
    }
}

package org.antiphon.discovery.model;

/**
 * What rows are found by other than their key. The component names in snake case are columns of the relation that is
 * looked in.
 */
public interface Lookup<R extends Row> {
    /** The user with this wallet. */
    record Wallet(String wallet) implements Lookup<User> {}

    /** The user with this handle. */
    record Handle(String handle) implements Lookup<User> {}

    /** What a track is a remix of. */
    record RemixParents(long childTrackId) implements Lookup<Remix> {}

    /** The tracks that are in a playlist. */
    record TracksInPlaylist(long playlistId) implements Lookup<PlaylistTrack> {}

    /** The apps of a user that were not deleted. */
    record LiveAppsOfUser(long userId) implements Lookup<DeveloperApp> {}

    /** What an artist calls others to about a track, unless it was called off. */
    record LiveEventsOfTrack(long trackId) implements Lookup<ArtistEvent> {}

    /** The keys to a user's email address that another user was handed. */
    record EmailKeysOf(long emailOwnerUserId, long receivingUserId) implements Lookup<EmailAccess> {}

    /** The track that a comment is on. A rule finds it under its own key. */
    record TrackOfComment(long commentId) implements Lookup<Track> {}

    /** The counters of the track that a comment is on. */
    record CountsOfTrackOfComment(long commentId) implements Lookup<TrackCounts> {}

    /** The counters of the artist whose track a comment is on. */
    record CountsOfArtistOfComment(long commentId) implements Lookup<UserCounts> {}
}

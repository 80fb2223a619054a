package org.antiphon.discovery.query;

import java.time.Instant;
import java.util.List;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCounts;

/**
 * A track as somebody sees it.
 *
 * @param isSaved whether the viewer saved it
 * @param isReposted whether the viewer reposted it
 * @param followeeReposts reposts by users whom the viewer follows, newest first, at most 10
 * @param followeeSaves saves by users whom the viewer follows, newest first, at most 10
 * @param parents the tracks it is a remix of
 */
public record TrackView(
        Track track,
        TrackCounts counts,
        UserView owner,
        boolean isSaved,
        boolean isReposted,
        List<Activity> followeeReposts,
        List<Activity> followeeSaves,
        List<Parent> parents) {
    public TrackView {
        followeeReposts = List.copyOf(followeeReposts);
        followeeSaves = List.copyOf(followeeSaves);
        parents = List.copyOf(parents);
    }

    /** What a user did with the track, and when. */
    public record Activity(long userId, Instant createdAt) {}

    /**
     * A track that this one is a remix of.
     *
     * @param isReposted whether the parent's artist reposted the remix
     * @param isSaved whether the parent's artist saved the remix
     */
    public record Parent(long trackId, UserView owner, boolean isReposted, boolean isSaved) {}
}

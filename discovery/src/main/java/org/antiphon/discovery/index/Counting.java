package org.antiphon.discovery.index;

import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.CommentCounts;
import org.antiphon.discovery.model.CommentReaction;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.HourlyPlays;
import org.antiphon.discovery.model.Item;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Playlist;
import org.antiphon.discovery.model.PlaylistCounts;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Share;
import org.antiphon.discovery.model.Subscription;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCounts;
import org.antiphon.discovery.model.TrackDownload;
import org.antiphon.discovery.model.UserCounts;
import org.antiphon.discovery.rules.Change;
import org.jspecify.annotations.Nullable;

/** Applies changes and keeps the counters that follow from them, so that no rule can forget one. */
final class Counting {
    private final WorkingSet rows;

    Counting(WorkingSet rows) {
        this.rows = rows;
    }

    void apply(Change change) {
        switch (change) {
            case Change.Put(var row) -> {
                var before = rows.row(row.key());
                rows.put(row);
                count(before, -1);
                count(row, 1);
            }
            case Change.Remove(var key) -> {
                var before = rows.row(key);
                rows.remove(key);
                count(before, -1);
            }
        }
    }

    private void count(@Nullable Row row, int change) {
        switch (row) {
            case Follow follow -> {
                rows.put(userCounts(follow.followeeId()).followers(change));
                rows.put(userCounts(follow.followerId()).followees(change));
            }
            case Subscription subscription ->
                rows.put(userCounts(subscription.userId()).subscribers(change));
            case Save save -> {
                rows.put(
                        isTrack(save.itemType())
                                ? trackCounts(save.itemId()).saves(change)
                                : playlistCounts(save.itemId()).saves(change));
                rows.put(userCounts(save.userId()).saves(change));
            }
            case Repost repost -> {
                rows.put(
                        isTrack(repost.itemType())
                                ? trackCounts(repost.itemId()).reposts(change)
                                : playlistCounts(repost.itemId()).reposts(change));
                rows.put(userCounts(repost.userId()).reposts(change));
            }
            case Share share ->
                rows.put(
                        isTrack(share.itemType())
                                ? trackCounts(share.itemId()).shares(change)
                                : playlistCounts(share.itemId()).shares(change));
            case TrackDownload download ->
                rows.put(trackCounts(download.trackId()).downloads(change));
            case HourlyPlays hour -> rows.put(trackCounts(hour.trackId()).plays(change * hour.plays()));
            case Comment comment
            when !comment.isDelete() -> rows.put(trackCounts(comment.trackId()).comments(change));
            case CommentReaction reaction ->
                rows.put(commentCounts(reaction.commentId()).reactions(change));
            case Track track
            when track.isListed() -> rows.put(userCounts(track.ownerId()).tracks(change));
            case Playlist playlist
            when !playlist.isDelete() && !playlist.isHidden() -> {
                var owner = userCounts(playlist.ownerId());
                rows.put(playlist.details().isAlbum() ? owner.albums(change) : owner.playlists(change));
            }
            case null, default -> {}
        }
    }

    private static boolean isTrack(String itemType) {
        return itemType.equals(Item.TRACK);
    }

    private UserCounts userCounts(long userId) {
        var counts = rows.row(new Key.UserCountsKey(userId));
        return counts == null ? UserCounts.none(userId) : counts;
    }

    private PlaylistCounts playlistCounts(long playlistId) {
        var counts = rows.row(new Key.PlaylistCountsKey(playlistId));
        return counts == null ? PlaylistCounts.none(playlistId) : counts;
    }

    private CommentCounts commentCounts(long commentId) {
        var counts = rows.row(new Key.CommentCountsKey(commentId));
        return counts == null ? CommentCounts.none(commentId) : counts;
    }

    private TrackCounts trackCounts(long trackId) {
        var counts = rows.row(new Key.TrackCountsKey(trackId));
        return counts == null ? TrackCounts.none(trackId) : counts;
    }
}

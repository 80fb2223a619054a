package org.antiphon.discovery.model;

import java.time.Instant;

/**
 * What names a row. Each table has its own type, so that rows of all tables can stand in one map. The component names in
 * snake case are the columns.
 */
public interface Key<R extends Row> {
    /** A user. */
    record UserKey(long userId) implements Key<User> {}

    /** A track. */
    record TrackKey(long trackId) implements Key<Track> {}

    /** A permalink of an artist. */
    record RouteKey(long ownerId, String slug) implements Key<TrackRoute> {}

    /** That one user follows another. */
    record FollowKey(long followerId, long followeeId) implements Key<Follow> {}

    /** That a user saved an item. */
    record SaveKey(long userId, String itemType, long itemId) implements Key<Save> {}

    /** That a user reposted an item. */
    record RepostKey(long userId, String itemType, long itemId) implements Key<Repost> {}

    /** That a track is a remix of another. */
    record RemixKey(long parentTrackId, long childTrackId) implements Key<Remix> {}

    /** That a track is a part of another. */
    record StemKey(long childTrackId) implements Key<Stem> {}

    /** How a user came to be. */
    record UserEventsKey(long userId) implements Key<UserEvents> {}

    /** That a user shared an item. */
    record ShareKey(long userId, String itemType, long itemId) implements Key<Share> {}

    /** That one user wants to hear of another. */
    record SubscriptionKey(long subscriberId, long userId) implements Key<Subscription> {}

    /** That a user downloaded a track in a block. */
    record TrackDownloadKey(long trackId, long userId, long blockNumber) implements Key<TrackDownload> {}

    /** A playlist or an album. */
    record PlaylistKey(long playlistId) implements Key<Playlist> {}

    /** A permalink of a playlist or an album. */
    record PlaylistRouteKey(long ownerId, String slug) implements Key<PlaylistRoute> {}

    /** That a track is or was in a playlist. */
    record PlaylistTrackKey(long playlistId, long trackId) implements Key<PlaylistTrack> {}

    /** The counters of a playlist. */
    record PlaylistCountsKey(long playlistId) implements Key<PlaylistCounts> {}

    /** An app. */
    record DeveloperAppKey(String address) implements Key<DeveloperApp> {}

    /** That a user lets the holder of an address act. */
    record GrantKey(String granteeAddress, long userId) implements Key<Grant> {}

    /** A comment. */
    record CommentKey(long commentId) implements Key<Comment> {}

    /** The counters of a comment. */
    record CommentCountsKey(long commentId) implements Key<CommentCounts> {}

    /** That a user likes a comment. */
    record CommentReactionKey(long userId, long commentId) implements Key<CommentReaction> {}

    /** That a user reported a comment. */
    record CommentReportKey(long userId, long commentId) implements Key<CommentReport> {}

    /** That a user wants to see no comments of another. */
    record MutedUserKey(long userId, long mutedUserId) implements Key<MutedUser> {}

    /** That a user wants to hear nothing of the comments on an item. */
    record CommentNotificationMuteKey(long userId, String itemType, long itemId)
            implements Key<CommentNotificationMute> {}

    /** Something an artist calls others to. */
    record ArtistEventKey(long eventId) implements Key<ArtistEvent> {}

    /** News for all users. */
    record AnnouncementKey(long announcementId) implements Key<Announcement> {}

    /** That a user looked at the notifications at a time. */
    record NotificationSeenKey(long userId, Instant seenAt) implements Key<NotificationSeen> {}

    /** When a user looked at a playlist last. */
    record PlaylistSeenKey(long userId, long playlistId) implements Key<PlaylistSeen> {}

    /** How a user likes a tip. */
    record TipReactionKey(long userId, String reactedTo) implements Key<TipReaction> {}

    /** A wallet that a user owns beside the one that signs. */
    record AssociatedWalletKey(String chain, String wallet) implements Key<AssociatedWallet> {}

    /** A wallet that stakes. */
    record DashboardWalletKey(String wallet) implements Key<DashboardWallet> {}

    /** A user's email address. */
    record EncryptedEmailKey(long emailOwnerUserId) implements Key<EncryptedEmail> {}

    /** That one user let another read somebody's email address. */
    record EmailAccessKey(long emailOwnerUserId, long receivingUserId, long grantorUserId)
            implements Key<EmailAccess> {}

    /** The collectibles that a user shows. */
    record CollectiblesKey(long userId) implements Key<Collectibles> {}

    /** The counters of a user. */
    record UserCountsKey(long userId) implements Key<UserCounts> {}

    /** The counters of a track. */
    record TrackCountsKey(long trackId) implements Key<TrackCounts> {}

    /** The plays of a track in the hour that begins at {@code hour}. */
    record HourlyPlaysKey(long trackId, Instant hour) implements Key<HourlyPlays> {}
}

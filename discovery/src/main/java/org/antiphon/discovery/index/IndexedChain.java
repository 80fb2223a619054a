package org.antiphon.discovery.index;

import java.time.Duration;
import java.util.Optional;
import org.antiphon.discovery.model.Announcement;
import org.antiphon.discovery.model.ArtistEvent;
import org.antiphon.discovery.model.AssociatedWallet;
import org.antiphon.discovery.model.Collectibles;
import org.antiphon.discovery.model.Comment;
import org.antiphon.discovery.model.CommentCounts;
import org.antiphon.discovery.model.CommentNotificationMute;
import org.antiphon.discovery.model.CommentReaction;
import org.antiphon.discovery.model.CommentReport;
import org.antiphon.discovery.model.DashboardWallet;
import org.antiphon.discovery.model.DeveloperApp;
import org.antiphon.discovery.model.EmailAccess;
import org.antiphon.discovery.model.EncryptedEmail;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Grant;
import org.antiphon.discovery.model.HourlyPlays;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.MutedUser;
import org.antiphon.discovery.model.NotificationSeen;
import org.antiphon.discovery.model.Playlist;
import org.antiphon.discovery.model.PlaylistCounts;
import org.antiphon.discovery.model.PlaylistRoute;
import org.antiphon.discovery.model.PlaylistSeen;
import org.antiphon.discovery.model.PlaylistTrack;
import org.antiphon.discovery.model.Remix;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Share;
import org.antiphon.discovery.model.Stem;
import org.antiphon.discovery.model.Subscription;
import org.antiphon.discovery.model.TipReaction;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCounts;
import org.antiphon.discovery.model.TrackDownload;
import org.antiphon.discovery.model.TrackRoute;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.model.UserCounts;
import org.antiphon.discovery.model.UserEvents;
import org.antiphon.discovery.rules.TrustedSigners;

/**
 * What differs between the chains that are indexed.
 *
 * @param name names its cursor in the database and its figures in metrics
 * @param healthPrefix what the names of its health components begin with
 */
public record IndexedChain(String name, String healthPrefix, EventDecoder decoder, Tables tables) {
    /** Hours of plays older than any trending window, with some to spare. */
    private static final Duration PLAYS_KEPT = Duration.ofDays(370);

    /**
     * The chain of users' actions and plays.
     *
     * @param playLedger empty where no plays are recorded
     * @param trusted whose signatures count beyond those of users
     */
    public static IndexedChain data(String entityManager, Optional<String> playLedger, TrustedSigners trusted) {
        var tables = new Tables()
                .table("users", User.class, Key.UserKey.class)
                .table("tracks", Track.class, Key.TrackKey.class)
                .table("track_routes", TrackRoute.class, Key.RouteKey.class)
                .table("follows", Follow.class, Key.FollowKey.class)
                .table("saves", Save.class, Key.SaveKey.class)
                .table("reposts", Repost.class, Key.RepostKey.class)
                .table("user_counts", UserCounts.class, Key.UserCountsKey.class)
                .table("track_counts", TrackCounts.class, Key.TrackCountsKey.class)
                .table("track_plays_hourly", HourlyPlays.class, Key.HourlyPlaysKey.class, "hour", PLAYS_KEPT)
                .lookup("users", User.class, Lookup.Wallet.class)
                .table("user_events", UserEvents.class, Key.UserEventsKey.class)
                .table("remixes", Remix.class, Key.RemixKey.class)
                .table("stems", Stem.class, Key.StemKey.class)
                .table("shares", Share.class, Key.ShareKey.class)
                .table("subscriptions", Subscription.class, Key.SubscriptionKey.class)
                .table("track_downloads", TrackDownload.class, Key.TrackDownloadKey.class)
                .table("playlists", Playlist.class, Key.PlaylistKey.class)
                .table("playlist_routes", PlaylistRoute.class, Key.PlaylistRouteKey.class)
                .table("playlist_tracks", PlaylistTrack.class, Key.PlaylistTrackKey.class)
                .table("playlist_counts", PlaylistCounts.class, Key.PlaylistCountsKey.class)
                .table("developer_apps", DeveloperApp.class, Key.DeveloperAppKey.class)
                .table("grants", Grant.class, Key.GrantKey.class)
                .table("comments", Comment.class, Key.CommentKey.class)
                .table("comment_counts", CommentCounts.class, Key.CommentCountsKey.class)
                .table("comment_reactions", CommentReaction.class, Key.CommentReactionKey.class)
                .table("comment_reports", CommentReport.class, Key.CommentReportKey.class)
                .table("muted_users", MutedUser.class, Key.MutedUserKey.class)
                .table(
                        "comment_notification_mutes",
                        CommentNotificationMute.class,
                        Key.CommentNotificationMuteKey.class)
                .table("artist_events", ArtistEvent.class, Key.ArtistEventKey.class)
                .lookup("live_artist_events", ArtistEvent.class, Lookup.LiveEventsOfTrack.class)
                .table("announcements", Announcement.class, Key.AnnouncementKey.class)
                .table("notifications_seen", NotificationSeen.class, Key.NotificationSeenKey.class)
                .table("playlists_seen", PlaylistSeen.class, Key.PlaylistSeenKey.class)
                .table("tip_reactions", TipReaction.class, Key.TipReactionKey.class)
                .table("associated_wallets", AssociatedWallet.class, Key.AssociatedWalletKey.class)
                .table("dashboard_wallets", DashboardWallet.class, Key.DashboardWalletKey.class)
                .table("encrypted_emails", EncryptedEmail.class, Key.EncryptedEmailKey.class)
                .table("email_access", EmailAccess.class, Key.EmailAccessKey.class)
                .table("collectibles", Collectibles.class, Key.CollectiblesKey.class)
                .lookup("email_access", EmailAccess.class, Lookup.EmailKeysOf.class)
                .lookup("tracks_of_comments", Track.class, Lookup.TrackOfComment.class)
                .lookup("track_counts_of_comments", TrackCounts.class, Lookup.CountsOfTrackOfComment.class)
                .lookup("user_counts_of_comments", UserCounts.class, Lookup.CountsOfArtistOfComment.class)
                .lookup("users", User.class, Lookup.Handle.class)
                .lookup("remixes", Remix.class, Lookup.RemixParents.class)
                .lookup("tracks_in_playlists", PlaylistTrack.class, Lookup.TracksInPlaylist.class)
                .lookup("live_developer_apps", DeveloperApp.class, Lookup.LiveAppsOfUser.class);
        return new IndexedChain("data", "", new DataEvents(entityManager, playLedger, trusted), tables);
    }
}

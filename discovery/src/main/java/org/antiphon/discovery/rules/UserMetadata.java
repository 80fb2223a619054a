package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Profile;
import org.antiphon.discovery.model.UserEvents;
import org.antiphon.discovery.model.UserSettings;

/** Reads a user's metadata as clients send it; what they leave out stays as it was. */
final class UserMetadata {
    static final int MAX_BIO = 256;
    private static final int MAX_LINK = 2048;
    private static final int MAX_LIBRARY = 256 * 1024;

    private UserMetadata() {}

    static Profile profile(FieldReader in, Profile old) {
        return new Profile(
                in.requiredText("name", Texts.SHORT, old.name()),
                in.text("bio", MAX_BIO, old.bio()),
                in.text("location", old.location()),
                in.text("profile_picture_sizes", in.text("profile_picture", old.profilePictureSizes())),
                in.text("cover_photo_sizes", in.text("cover_photo", old.coverPhotoSizes())),
                in.solanaAddress("spl_wallet", old.splWallet()),
                in.solanaAddress("spl_usdc_payout_wallet", old.splUsdcPayoutWallet()),
                in.id("artist_pick_track_id", old.artistPickTrackId()),
                in.text("twitter_handle", old.twitterHandle()),
                in.text("instagram_handle", old.instagramHandle()),
                in.text("tiktok_handle", old.tiktokHandle()),
                in.text("website", MAX_LINK, old.website()),
                in.text("donation", MAX_LINK, old.donation()));
    }

    static UserSettings settings(FieldReader in, UserSettings old) {
        return new UserSettings(
                in.flag("allow_ai_attribution", old.allowAiAttribution()),
                in.object("playlist_library", MAX_LIBRARY, old.playlistLibrary()),
                hasCollectibles(in, old),
                in.text("profile_type", old.profileType()),
                in.solanaAddress("coin_flair_mint", old.coinFlairMint()));
    }

    /** Clients send the collectibles themselves, of which only this is kept here, or the flag. */
    private static boolean hasCollectibles(FieldReader in, UserSettings old) {
        boolean flag = in.flag("has_collectibles", old.hasCollectibles());
        var shown = in.node("collectibles");
        return shown == null ? flag : !shown.isEmpty();
    }

    /** How the user came, which is for statistics and rewards: what can't be read does not undo the wish itself. */
    static List<Change> events(Action action, ObjectNode data, State state) {
        if (!data.path("events").isObject()) {
            return List.of();
        }
        var in = new FieldReader((ObjectNode) data.path("events"));
        var old = state.row(new Key.UserEventsKey(action.userId()));
        var referrer = in.id("referrer", null);
        boolean isOther = referrer != null && referrer != action.userId();
        var events = new UserEvents(
                action.userId(),
                old != null && old.referrer() != null ? old.referrer() : isOther ? referrer : null,
                (old != null && old.isMobileUser()) || in.flag("is_mobile_user", false),
                action.blockNumber());
        return List.of(new Change.Put(events));
    }
}

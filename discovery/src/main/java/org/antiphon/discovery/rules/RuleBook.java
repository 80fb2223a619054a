package org.antiphon.discovery.rules;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules, found by entity type and action. */
public final class RuleBook {
    private final Map<String, EntityRules> rules = new HashMap<>();

    /** The rules of the protocol, where some signers are trusted beyond what users may. */
    public RuleBook(TrustedSigners trusted) {
        add("User", new UserRules(), "Create", "Update");
        add("User", new UserSocialRules(), "Follow", "Unfollow", "Subscribe", "Unsubscribe", "Mute", "Unmute");
        add("DeveloperApp", new DeveloperAppRules(), "Create", "Update", "Delete");
        add("Grant", new GrantRules(), "Create", "Delete", "Approve", "Reject");
        add("Track", new TrackRules(), "Create", "Update", "Delete");
        add("Playlist", new PlaylistRules(), "Create", "Update", "Delete");
        add("Track", new ItemSocialRules(), "Save", "Unsave", "Repost", "Unrepost", "Share", "Download");
        add("Playlist", new ItemSocialRules(), "Save", "Unsave", "Repost", "Unrepost", "Share");
        add("Comment", new CommentRules(), "Create", "Update", "Delete");
        add("Comment", new CommentSocialRules(), "React", "Unreact", "Report");
        add("Comment", new CommentPinRules(), "Pin", "Unpin");
        add("Comment", new CommentNotificationRules(), "Mute", "Unmute");
        add("Track", new CommentNotificationRules(), "Mute", "Unmute");
        add("CommentNotificationSetting", new CommentNotificationRules(), "Update");
        add("Event", new ContestRules(), "Create", "Update", "Delete");
        add("Notification", new AnnouncementRules(trusted), "Create");
        add("Notification", new SeenRules(), "View", "ViewPlaylist");
        add("Tip", new TipReactionRules(), "Update");
        add("User", new VerificationRules(trusted), "Verify");
        add("AssociatedWallet", new AssociatedWalletRules(), "Create", "Delete");
        add("DashboardWalletUser", new DashboardWalletRules(), "Create", "Delete");
        add("EncryptedEmail", new EmailRules(), "AddEmail");
        add("EmailAccess", new EmailRules(), "Update");
        add("Collectibles", new CollectiblesRules(), "Create", "Update", "Delete");
    }

    private void add(String entityType, EntityRules entityRules, String... actions) {
        for (var action : actions) {
            rules.put(entityType + "/" + action, entityRules);
        }
    }

    /** Names the rows that judging the action takes. */
    public void reads(Action action, Reads reads) {
        var found = find(action);
        if (found != null && Ids.isPossible(action.userId())) {
            found.reads(action, reads);
        }
    }

    /** Decides about an action. */
    public Verdict judge(Action action, State state) {
        var found = find(action);
        if (found == null) {
            return Verdict.reject(
                    Rejection.ACTION_UNKNOWN,
                    "%s %s (expected: an action that the index knows)",
                    Texts.brief(action.entityType()),
                    Texts.brief(action.action()));
        }
        if (!Ids.isPossible(action.userId())) {
            return Verdict.reject(
                    Rejection.ID_INVALID, "user_id: %d (expected: 1..%d)", action.userId(), Ids.LIMIT - 1);
        }
        return found.judge(action, state);
    }

    private @Nullable EntityRules find(Action action) {
        return rules.get(action.entityType() + "/" + action.action());
    }
}

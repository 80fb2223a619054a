package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Profile;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.model.UserSettings;
import org.jspecify.annotations.Nullable;

/** Users come to be by signing their own creation, and tell about themselves. */
final class UserRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.user(action.entityId());
        if (action.metadata() instanceof Metadata.Fields fields) {
            reads.rows(new Lookup.Handle(handle(fields)));
            if (fields.data().has("events")) {
                reads.row(new Key.UserEventsKey(action.userId()));
            }
            var pick = new FieldReader(fields.data()).id("artist_pick_track_id", null);
            if (pick != null) {
                reads.track(pick);
            }
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = refuseOtherEntity(action);
        if (refused != null) {
            return refused;
        }
        return action.action().equals("Create") ? create(action, state) : update(action, state);
    }

    /** The rejection, or null when the action is about the user it is for. */
    static @Nullable Verdict refuseOtherEntity(Action action) {
        return action.userId() == action.entityId()
                ? null
                : Verdict.reject(
                        Rejection.ID_INVALID,
                        "entity_id: %d (expected: the user_id %d)",
                        action.entityId(),
                        action.userId());
    }

    private static Verdict create(Action action, State state) {
        var refused = Verdict.firstOf(
                () -> Ids.refuseNew(action.userId(), Ids.FIRST_USER, state.user(action.userId())),
                () -> refuseWallet(action.signer(), state));
        return refused != null ? refused : action.withFields(fields -> create(action, fields, state));
    }

    private static @Nullable Verdict refuseWallet(String wallet, State state) {
        return state.userByWallet(wallet) == null && state.liveApp(wallet) == null
                ? null
                : Verdict.reject(
                        Rejection.WALLET_TAKEN, "signer: %s (expected: a wallet without a user or an app)", wallet);
    }

    private static Verdict create(Action action, Metadata.Fields fields, State state) {
        var handle = handle(fields);
        if (!Handles.isWellFormed(handle) || Handles.isReserved(handle)) {
            return Verdict.reject(
                    Rejection.HANDLE_INVALID,
                    "handle: \"%s\" (expected: 1 to %d of a-z 0-9 _ . and no reserved word)",
                    Texts.brief(handle),
                    Handles.MAX_LENGTH);
        }
        if (state.userByHandle(handle) != null) {
            return Verdict.reject(Rejection.HANDLE_TAKEN, "handle: \"%s\" (expected: an unused handle)", handle);
        }
        var born = new User(
                action.userId(),
                action.signer(),
                handle,
                Profile.named(handle),
                UserSettings.NONE,
                false,
                false,
                null,
                action.time(),
                action.time(),
                action.blockNumber());
        return change(action, born, fields, state);
    }

    private static Verdict update(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        return refused != null
                ? refused
                : action.withFields(
                        fields -> change(action, requireNonNull(state.user(action.userId())), fields, state));
    }

    private static Verdict change(Action action, User user, Metadata.Fields fields, State state) {
        var in = new FieldReader(fields.data());
        if (fields.data().hasNonNull("handle") && !handle(fields).equals(user.handle())) {
            return Verdict.reject(
                    Rejection.HANDLE_INVALID,
                    "handle: \"%s\" (expected: %s, a handle can't change)",
                    Texts.brief(handle(fields)),
                    user.handle());
        }
        var profile = UserMetadata.profile(in, user.profile());
        var pick = profile.artistPickTrackId();
        if (in.has("artist_pick_track_id") && pick != null && !isPickable(pick, user, state)) {
            in.violate("artist_pick_track_id: %d (expected: a track of the user)".formatted(pick));
        }
        var settings = UserMetadata.settings(in, user.settings());
        boolean deactivated = in.flag("is_deactivated", user.isDeactivated());
        var violation = in.violation();
        if (violation != null) {
            return Verdict.reject(Rejection.METADATA_INVALID, "%s", violation);
        }
        var changed = new User(
                user.userId(),
                user.wallet(),
                user.handle(),
                profile,
                settings,
                user.isVerified(),
                deactivated,
                fields.cid() != null ? fields.cid() : user.metadataMultihash(),
                user.createdAt(),
                action.time(),
                action.blockNumber());
        var changes = new ArrayList<Change>(List.of(new Change.Put(changed)));
        changes.addAll(UserMetadata.events(action, fields.data(), state));
        return new Verdict.Accepted(changes);
    }

    private static boolean isPickable(long trackId, User user, State state) {
        var track = state.track(trackId);
        return track != null && !track.isDelete() && track.ownerId() == user.userId();
    }

    private static String handle(Metadata.Fields fields) {
        return fields.data().path("handle").asText("").toLowerCase(Locale.ROOT);
    }
}

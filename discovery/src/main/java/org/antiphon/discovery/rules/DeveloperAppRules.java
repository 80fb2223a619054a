package org.antiphon.discovery.rules;

import java.util.regex.Pattern;
import org.antiphon.discovery.model.DeveloperApp;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * Users register the programs that others may let act for them. The key of a new app proves by a signature that it
 * belongs to who registers it.
 */
final class DeveloperAppRules implements EntityRules {
    static final int MAX_APPS = 5;
    private static final int MAX_NAME = 50;
    private static final int MAX_DESCRIPTION = 160;
    private static final int MAX_IMAGE_URL = 2000;
    private static final Pattern PROOF = Pattern.compile("Creating Audius developer app at [0-9]{1,13}");

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.rows(new Lookup.LiveAppsOfUser(action.userId()));
        var address = address(action);
        if (address != null) {
            reads.row(new Key.DeveloperAppKey(address));
            reads.rows(new Lookup.Wallet(address));
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return action.withFields(
                fields -> action.action().equals("Create") ? create(action, state) : change(action, state));
    }

    private static Verdict create(Action action, State state) {
        var address = address(action);
        if (address == null) {
            return Verdict.reject(
                    Rejection.SIGNATURE_INVALID,
                    "app_signature: %s (expected: the app's signature of \"Creating Audius developer app at <seconds>\")",
                    Texts.brief(action.metadata()
                            .fieldsOrNone()
                            .path("app_signature")
                            .toString()));
        }
        var refused = Verdict.firstOf(
                () -> refuseAddress(address, action, state),
                () -> refuseHolder(address, action, state),
                () -> refuseMore(action, state));
        var app = new DeveloperApp(
                address,
                action.userId(),
                "",
                null,
                null,
                null,
                false,
                false,
                action.time(),
                action.time(),
                action.blockNumber());
        return refused != null ? refused : describe(action, app);
    }

    private static @Nullable Verdict refuseAddress(String address, Action action, State state) {
        var said = action.metadata().fieldsOrNone().path("address");
        if (!said.isMissingNode() && !said.isNull() && !address.equals(Addresses.of(said))) {
            return Verdict.reject(
                    Rejection.SIGNATURE_INVALID,
                    "address: %s (expected: %s, which made the app_signature)",
                    Texts.brief(said.toString()),
                    address);
        }
        return state.userByWallet(address) == null
                ? null
                : Verdict.reject(Rejection.WALLET_TAKEN, "address: %s (expected: no user's wallet)", address);
    }

    /** An old proof stays readable on the chain for ever: who did not hold the app can't take it over with it. */
    private static @Nullable Verdict refuseHolder(String address, Action action, State state) {
        var holder = state.row(new Key.DeveloperAppKey(address));
        return holder == null || (holder.isDelete() && holder.userId() == action.userId())
                ? null
                : Verdict.reject(Rejection.ID_TAKEN, "address: %s (expected: an address without an app)", address);
    }

    private static @Nullable Verdict refuseMore(Action action, State state) {
        int apps = state.rows(new Lookup.LiveAppsOfUser(action.userId())).size();
        return apps < MAX_APPS
                ? null
                : Verdict.reject(Rejection.LIMIT_REACHED, "apps: %d (expected: at most %d)", apps + 1, MAX_APPS);
    }

    private static Verdict change(Action action, State state) {
        var address = address(action);
        var app = address == null ? null : state.liveApp(address);
        if (app == null) {
            return Verdict.reject(
                    Rejection.APP_UNKNOWN,
                    "address: %s (expected: an existing app)",
                    Texts.brief(action.metadata().fieldsOrNone().path("address").toString()));
        }
        if (app.userId() != action.userId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER, "user_id: %d (expected: the app's user %d)", action.userId(), app.userId());
        }
        return action.action().equals("Delete")
                ? Verdict.accept(new Change.Put(app.deleted(action.time(), action.blockNumber())))
                : describe(action, app);
    }

    private static Verdict describe(Action action, DeveloperApp old) {
        var in = new FieldReader(action.metadata().fieldsOrNone());
        var app = new DeveloperApp(
                old.address(),
                old.userId(),
                in.requiredText("name", MAX_NAME, old.name()),
                in.text("description", MAX_DESCRIPTION, old.description()),
                in.text("image_url", MAX_IMAGE_URL, old.imageUrl()),
                in.list("redirect_uris", old.redirectUris()),
                in.flag("is_personal_access", old.isPersonalAccess()),
                false,
                old.createdAt(),
                action.time(),
                action.blockNumber());
        var violation = in.violation();
        return violation != null
                ? Verdict.reject(Rejection.METADATA_INVALID, "%s", violation)
                : Verdict.accept(new Change.Put(app));
    }

    /** Of a new app whose key signed the proof, of another the one it names. */
    private static @Nullable String address(Action action) {
        var data = action.metadata().fieldsOrNone();
        if (!action.action().equals("Create")) {
            return Addresses.of(data.path("address"));
        }
        var message = data.path("app_signature").path("message").asText("");
        return PROOF.matcher(message).matches()
                ? Addresses.signerOf(
                        message, data.path("app_signature").path("signature").asText(""))
                : null;
    }
}

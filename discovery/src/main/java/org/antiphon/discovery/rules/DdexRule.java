package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Ddex;
import org.antiphon.discovery.model.Item;
import org.jspecify.annotations.Nullable;

/** What a label's app delivered (DDEX) is changed by that app only, so that the label stays the one source of it. */
final class DdexRule {
    private DdexRule() {}

    /** The rejection, or null when the signer may make or change the item. */
    static @Nullable Verdict refuse(Action action, @Nullable Item old) {
        var said = Addresses.of(action.metadata().fieldsOrNone().path("ddex_app"));
        var app = old == null ? said : old.ddex().ddexApp();
        if (said != null && !said.equals(app)) {
            return Verdict.reject(
                    Rejection.METADATA_INVALID,
                    "ddex_app: %s (expected: %s, which can't change)",
                    said,
                    app == null ? "none" : app);
        }
        return app == null || app.equals(action.signer())
                ? null
                : Verdict.reject(
                        Rejection.SIGNER_NOT_ALLOWED,
                        "signer: %s (expected: the ddex_app %s)",
                        Texts.brief(action.signer()),
                        app);
    }

    static Ddex read(FieldReader in, Ddex old) {
        return new Ddex(
                in.address("ddex_app", old.ddexApp()),
                in.objectOrList("ddex_release_ids", old.ddexReleaseIds()),
                in.list("artists", old.artists()),
                in.objectOrList("copyright_line", old.copyrightLine()),
                in.objectOrList("producer_copyright_line", old.producerCopyrightLine()),
                in.text("parental_warning_type", old.parentalWarningType()));
    }
}

package org.antiphon.discovery.rules;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that may do what no user may. They are part of a deployment, and every index of the same chain has to
 * be told the same ones; what needs one that is not there is rejected.
 *
 * @param verifier says that users are who they say they are
 * @param announcer tells all users news
 */
public record TrustedSigners(Optional<String> verifier, Optional<String> announcer) {
    /** Nobody. */
    public static final TrustedSigners NONE = new TrustedSigners(Optional.empty(), Optional.empty());

    public TrustedSigners {
        verifier = verifier.map(address -> address.toLowerCase(Locale.ROOT));
        announcer = announcer.map(address -> address.toLowerCase(Locale.ROOT));
    }

    /** The rejection, or null when the action's signer is this one. */
    static @Nullable Verdict refuseOthers(Action action, Optional<String> trusted) {
        return trusted.filter(action.signer()::equals).isPresent()
                ? null
                : Verdict.reject(
                        Rejection.SIGNER_NOT_ALLOWED,
                        "signer: %s (expected: %s)",
                        Texts.brief(action.signer()),
                        trusted.orElse("an address that the index was told to trust, which is none"));
    }
}

package org.antiphon.discovery.rules;

import org.assertj.core.api.AbstractAssert;

/** Assertions about verdicts that show the reason when they fail. */
final class VerdictAssert extends AbstractAssert<VerdictAssert, Verdict> {
    private VerdictAssert(Verdict verdict) {
        super(verdict, VerdictAssert.class);
    }

    static VerdictAssert assertThat(Verdict verdict) {
        return new VerdictAssert(verdict);
    }

    VerdictAssert isAccepted() {
        if (actual instanceof Verdict.Rejected rejected) {
            failWithMessage("expected to be accepted, but: %s", rejected.reason());
        }
        return this;
    }

    VerdictAssert changesNothing() {
        isAccepted();
        if (!((Verdict.Accepted) actual).changes().isEmpty()) {
            failWithMessage("expected no changes, but: %s", actual);
        }
        return this;
    }

    VerdictAssert isRejected(Rejection kind) {
        if (!(actual instanceof Verdict.Rejected rejected) || rejected.kind() != kind) {
            failWithMessage("expected to be rejected as %s, but: %s", kind, actual);
        }
        return this;
    }
}

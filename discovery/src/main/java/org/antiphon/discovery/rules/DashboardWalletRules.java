package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.DashboardWallet;
import org.antiphon.discovery.model.Key;
import org.jspecify.annotations.Nullable;

/**
 * Users show that they stake with a wallet, which signs for it. The text that it signs is the client's own: so an old
 * signature, which everyone can read, must not bring the wallet to anyone but the user who had it.
 */
final class DashboardWalletRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        var wallet = wallet(action);
        if (wallet != null) {
            reads.row(new Key.DashboardWalletKey(wallet));
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = isOfWallet(action)
                ? SignerRule.refuseMissing(action, state.user(action.userId()))
                : SignerRule.refuse(action, state);
        return refused != null ? refused : action.withFields(fields -> decide(action, fields, state));
    }

    /** The wallet may leave the user by itself. */
    private static boolean isOfWallet(Action action) {
        return action.action().equals("Delete") && action.signer().equals(wallet(action));
    }

    private static Verdict decide(Action action, Metadata.Fields fields, State state) {
        var wallet = wallet(action);
        if (wallet == null) {
            return Verdict.reject(
                    Rejection.METADATA_INVALID,
                    "wallet: %s (expected: an address)",
                    Texts.brief(fields.data().path("wallet").toString()));
        }
        var old = state.row(new Key.DashboardWalletKey(wallet));
        return action.action().equals("Create") ? connect(action, wallet, old) : disconnect(action, wallet, old);
    }

    private static Verdict connect(Action action, String wallet, @Nullable DashboardWallet old) {
        var proof = action.metadata().fieldsOrNone().path("wallet_signature");
        var signer = Addresses.signerOf(
                proof.path("message").asText(""), proof.path("signature").asText(""));
        if (proof.path("message").asText("").isBlank() || !wallet.equals(signer)) {
            return Verdict.reject(
                    Rejection.SIGNATURE_INVALID, "wallet_signature: not by %s (expected: a signature of it)", wallet);
        }
        if (old != null && (!old.isDelete() || old.userId() != action.userId())) {
            return Verdict.reject(
                    Rejection.WALLET_TAKEN, "wallet: %s (expected: one that no user stakes with)", wallet);
        }
        return Verdict.accept(new Change.Put(new DashboardWallet(
                wallet,
                action.userId(),
                false,
                old == null ? action.time() : old.createdAt(),
                action.time(),
                action.blockNumber())));
    }

    private static Verdict disconnect(Action action, String wallet, @Nullable DashboardWallet old) {
        if (old == null || old.isDelete()) {
            return Verdict.accept();
        }
        return old.userId() == action.userId()
                ? Verdict.accept(new Change.Put(old.deleted(action.time(), action.blockNumber())))
                : Verdict.reject(Rejection.NOT_OWNER, "wallet: %s (expected: one of the user's)", wallet);
    }

    private static @Nullable String wallet(Action action) {
        return Addresses.of(action.metadata().fieldsOrNone().path("wallet"));
    }
}

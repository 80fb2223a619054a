package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.AssociatedWallet;
import org.antiphon.discovery.model.Key;
import org.jspecify.annotations.Nullable;

/** Users show that other wallets, of this kind of chain or of Solana, are theirs: these sign the user's id. */
final class AssociatedWalletRules implements EntityRules {
    private static final String ETHEREUM = "eth";
    private static final String SOLANA = "sol";

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        var key = key(action);
        if (key != null) {
            reads.row(key);
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        return refused != null ? refused : action.withFields(fields -> decide(action, fields, state));
    }

    private static Verdict decide(Action action, Metadata.Fields fields, State state) {
        var key = key(action);
        if (key == null) {
            return Verdict.reject(
                    Rejection.METADATA_INVALID,
                    "wallet_address: %s (expected: an address of the chain eth or sol)",
                    Texts.brief(fields.data().toString()));
        }
        var holder = state.row(key);
        boolean isCreate = action.action().equals("Create");
        if (holder != null && holder.userId() != action.userId()) {
            return Verdict.reject(
                    isCreate ? Rejection.WALLET_TAKEN : Rejection.NOT_OWNER,
                    "wallet_address: %s (expected: %s)",
                    key.wallet(),
                    isCreate ? "nobody's wallet" : "the user's own");
        }
        if (!isCreate) {
            return Marks.remove(List.of(key), state);
        }
        return isSigned(action, key, fields) ? Marks.put(wallet(action, key), List.of(key), state) : unsigned(action);
    }

    private static AssociatedWallet wallet(Action action, Key.AssociatedWalletKey key) {
        return new AssociatedWallet(key.chain(), key.wallet(), action.userId(), action.time(), action.blockNumber());
    }

    private static boolean isSigned(Action action, Key.AssociatedWalletKey key, Metadata.Fields fields) {
        var signature = fields.data().path("signature").asText("");
        return key.chain().equals(SOLANA)
                ? SolanaAddresses.isSignedBy(key.wallet(), message(action), signature)
                : key.wallet().equals(Addresses.signerOf(message(action), signature));
    }

    private static Verdict unsigned(Action action) {
        return Verdict.reject(
                Rejection.SIGNATURE_INVALID,
                "signature: not the wallet's (expected: its signature of \"%s\")",
                message(action));
    }

    private static String message(Action action) {
        return "AudiusUserID:" + action.userId();
    }

    /** Clients name the wallet in one of two ways. */
    private static Key.@Nullable AssociatedWalletKey key(Action action) {
        var data = action.metadata().fieldsOrNone();
        var wallet = data.has("wallet_address") ? data.path("wallet_address") : data.path("wallet");
        if (data.path("chain").asText("").equals(SOLANA)) {
            return wallet.isTextual() && SolanaAddresses.isOne(wallet.textValue())
                    ? new Key.AssociatedWalletKey(SOLANA, wallet.textValue())
                    : null;
        }
        var address = data.path("chain").asText("").equals(ETHEREUM) ? Addresses.of(wallet) : null;
        return address == null ? null : new Key.AssociatedWalletKey(ETHEREUM, address);
    }
}

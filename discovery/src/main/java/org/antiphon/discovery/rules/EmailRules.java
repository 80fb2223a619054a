package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.discovery.model.EmailAccess;
import org.antiphon.discovery.model.EncryptedEmail;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;

/** Users leave their email address, encrypted, with keys to it for others; who has a key may hand it on. */
final class EmailRules implements EntityRules {
    private static final int MAX_ENCRYPTED = 2048;

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        var in = new FieldReader(action.metadata().fieldsOrNone());
        long owner = owner(action, in);
        reads.row(new Key.EncryptedEmailKey(owner));
        reads.rows(new Lookup.EmailKeysOf(owner, action.userId()));
        grants(action, owner, in).forEach(grant -> reads.row(grant.key()));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return action.withFields(fields -> {
            var in = new FieldReader(fields.data());
            return isNew(action) ? add(action, in, state) : share(action, in, state);
        });
    }

    private static Verdict add(Action action, FieldReader in, State state) {
        long owner = owner(action, in);
        var old = state.row(new Key.EncryptedEmailKey(owner));
        var email = new EncryptedEmail(
                owner,
                in.requiredText("encrypted_email", MAX_ENCRYPTED, ""),
                old == null ? action.time() : old.createdAt(),
                action.time(),
                action.blockNumber());
        if (owner != action.userId()) {
            return refuseOthers(action, "the address's own user %d".formatted(owner));
        }
        return granted(List.of(new Change.Put(email)), action, owner, in, state);
    }

    private static Verdict share(Action action, FieldReader in, State state) {
        long owner = owner(action, in);
        if (state.row(new Key.EncryptedEmailKey(owner)) == null) {
            return Verdict.reject(
                    Rejection.EMAIL_UNKNOWN, "email_owner_user_id: %d (expected: a user with an address)", owner);
        }
        if (owner != action.userId()
                && state.rows(new Lookup.EmailKeysOf(owner, action.userId())).isEmpty()) {
            return refuseOthers(action, "one with a key to the address of user %d".formatted(owner));
        }
        return granted(List.of(), action, owner, in, state);
    }

    private static Verdict granted(List<Change> first, Action action, long owner, FieldReader in, State state) {
        var changes = new ArrayList<>(first);
        for (var grant : grants(action, owner, in)) {
            var old = state.row(grant.key());
            changes.add(new Change.Put(old == null ? grant : renewed(old, grant)));
        }
        var refused = in.refuse();
        return refused != null ? refused : new Verdict.Accepted(changes);
    }

    private static EmailAccess renewed(EmailAccess old, EmailAccess grant) {
        return new EmailAccess(
                grant.emailOwnerUserId(),
                grant.receivingUserId(),
                grant.grantorUserId(),
                grant.encryptedKey(),
                old.isInitial(),
                old.createdAt(),
                grant.updatedAt(),
                grant.blockNumber());
    }

    private static List<EmailAccess> grants(Action action, long owner, FieldReader in) {
        var list = in.list("access_grants", null);
        var grants = new ArrayList<EmailAccess>();
        if (list != null) {
            list.forEach(node -> grants.add(grant(action, owner, node, in)));
        }
        return grants;
    }

    private static EmailAccess grant(Action action, long owner, JsonNode node, FieldReader in) {
        var each = new FieldReader(node instanceof ObjectNode object ? object : new Metadata.Absent().fieldsOrNone());
        each.requireId("grantor_user_id", action.userId());
        var grant = new EmailAccess(
                owner,
                each.requiredId("receiving_user_id"),
                action.userId(),
                each.requiredText("encrypted_key", MAX_ENCRYPTED, ""),
                isNew(action),
                action.time(),
                action.time(),
                action.blockNumber());
        var violation = each.violation();
        if (violation != null) {
            in.violate("access_grants: " + violation);
        }
        return grant;
    }

    private static boolean isNew(Action action) {
        return action.action().equals("AddEmail");
    }

    private static long owner(Action action, FieldReader in) {
        var owner = in.id("email_owner_user_id", action.userId());
        return owner == null ? action.userId() : owner;
    }

    private static Verdict refuseOthers(Action action, String expected) {
        return Verdict.reject(Rejection.NOT_OWNER, "user_id: %d (expected: %s)", action.userId(), expected);
    }
}

package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.TipReaction;

/** Users show how they like a tip by one of a few signs; none, which is 0, takes the sign away. */
final class TipReactionRules implements EntityRules {
    static final int SIGNS = 4;
    static final int MAX_TRANSACTION = 128;

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.row(key(action, new FieldReader(action.metadata().fieldsOrNone())));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        return refused != null
                ? refused
                : action.withFields(fields -> react(action, new FieldReader(fields.data()), state));
    }

    private static Verdict react(Action action, FieldReader in, State state) {
        var key = key(action, in);
        int sign = in.wholeNumber("reactionValue", SIGNS, -1);
        if (sign < 0) {
            in.violate("reactionValue: missing (expected: 0..%d)".formatted(SIGNS));
        }
        var refused = in.refuse();
        if (refused != null) {
            return refused;
        }
        return sign == 0 ? Marks.remove(List.of(key), state) : put(action, key, sign, state);
    }

    private static Verdict put(Action action, Key.TipReactionKey key, int sign, State state) {
        var old = state.row(key);
        return Verdict.accept(new Change.Put(new TipReaction(
                key.userId(),
                key.reactedTo(),
                sign,
                old == null ? action.time() : old.createdAt(),
                action.time(),
                action.blockNumber())));
    }

    private static Key.TipReactionKey key(Action action, FieldReader in) {
        return new Key.TipReactionKey(action.userId(), in.requiredText("reactedTo", MAX_TRANSACTION, ""));
    }
}

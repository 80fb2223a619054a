package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Collectibles;
import org.antiphon.discovery.model.Key;

/** Users choose which of their collectibles they show. */
final class CollectiblesRules implements EntityRules {
    static final int MAX_SIZE = 256 * 1024;

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.row(key(action));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return action.action().equals("Delete")
                ? Marks.remove(List.of(key(action)), state)
                : action.withFields(fields -> show(action, new FieldReader(fields.data()), state));
    }

    private static Verdict show(Action action, FieldReader in, State state) {
        var data = in.object("collectibles", MAX_SIZE, null);
        if (data == null) {
            in.violate("collectibles: missing (expected: a JSON object)");
        }
        var refused = in.refuse();
        if (refused != null || data == null) {
            return refused != null ? refused : Verdict.accept();
        }
        var old = state.row(key(action));
        return Verdict.accept(new Change.Put(new Collectibles(
                action.userId(),
                data,
                old == null ? action.time() : old.createdAt(),
                action.time(),
                action.blockNumber())));
    }

    private static Key.CollectiblesKey key(Action action) {
        return new Key.CollectiblesKey(action.userId());
    }
}

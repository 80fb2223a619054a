package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Users mark things and take the marks away: who may, and that the thing has to be there only to be marked. The name of
 * what takes a mark away begins with {@code Un}.
 */
abstract class MarkRules implements EntityRules {
    /** Names the rows of the thing. */
    abstract void readTarget(Action action, Reads reads);

    /** The rejection, or null when the thing can be marked. */
    abstract @Nullable Verdict refuseTarget(Action action, State state);

    /** The mark that the action puts or takes away. */
    abstract Row mark(Action action);

    @Override
    public final void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        readTarget(action, reads);
        keys(action).forEach(reads::row);
    }

    @Override
    public final Verdict judge(Action action, State state) {
        boolean isUndo = action.action().startsWith("Un");
        var refused = Verdict.firstOf(
                () -> SignerRule.refuse(action, state), () -> isUndo ? null : refuseTarget(action, state));
        if (refused != null) {
            return refused;
        }
        return isUndo ? Marks.remove(keys(action), state) : Marks.put(mark(action), keys(action), state);
    }

    private List<Key<?>> keys(Action action) {
        return List.of(mark(action).key());
    }
}

package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.antiphon.discovery.model.Item;
import org.jspecify.annotations.Nullable;

/** Owners publish, change and delete their items: who may, which ids are free, and whose items they are. */
abstract class ItemRules<T extends Item> implements EntityRules {
    private final ItemKind kind;

    ItemRules(ItemKind kind) {
        this.kind = kind;
    }

    /** The item as it is, or null when there is none. */
    abstract @Nullable T find(long id, State state);

    /** Names the rows that describing the item takes. */
    abstract void reads(Action action, ObjectNode data, Reads reads);

    /** Decides about a new item, when {@code old} is null, or about a change of one. */
    abstract Verdict describe(Action action, @Nullable T old, ObjectNode data, State state);

    @Override
    public final void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        kind.reads(action.entityId(), reads);
        if (action.metadata() instanceof Metadata.Fields fields
                && !action.action().equals("Delete")) {
            reads(action, fields.data(), reads);
        }
    }

    @Override
    public final Verdict judge(Action action, State state) {
        boolean isNew = action.action().equals("Create");
        var old = find(action.entityId(), state);
        var refused = Verdict.firstOf(
                () -> SignerRule.refuse(action, state),
                () -> isNew ? Ids.refuseNew(action.entityId(), kind.firstId(), old) : kind.refuseOthers(action, old),
                () -> DdexRule.refuse(action, old));
        if (refused != null) {
            return refused;
        }
        return old != null && action.action().equals("Delete")
                ? Verdict.accept(new Change.Put(old.deleted(action.time(), action.blockNumber())))
                : action.withFields(fields -> describe(action, old, fields.data(), state));
    }
}

package org.antiphon.discovery.rules;

import java.util.List;
import org.antiphon.discovery.model.CommentNotificationMute;
import org.antiphon.discovery.model.Item;
import org.jspecify.annotations.Nullable;

/**
 * Users choose to hear nothing of the comments on a track, or of the answers to a comment. The wish comes in two forms:
 * as Mute and Unmute of the thing itself, or as an Update of the setting, whose metadata tells the choice.
 */
final class CommentNotificationRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        if (itemType(action).equals(Item.COMMENT)) {
            reads.comment(action.entityId());
        } else {
            reads.track(action.entityId());
        }
        reads.row(mark(action).key());
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return action.action().equals("Update")
                ? action.withFields(fields -> set(action, new FieldReader(fields.data()), state))
                : choose(action, action.action().equals("Mute"), state);
    }

    private static Verdict set(Action action, FieldReader in, State state) {
        itemType(in);
        boolean isMuted = in.flag("is_muted", true);
        var refused = in.refuse();
        return refused != null ? refused : choose(action, isMuted, state);
    }

    private static Verdict choose(Action action, boolean isMuted, State state) {
        var keys = List.of(mark(action).key());
        if (!isMuted) {
            return Marks.remove(keys, state);
        }
        var missing = refuseMissing(action, state);
        return missing != null ? missing : Marks.put(mark(action), keys, state);
    }

    private static @Nullable Verdict refuseMissing(Action action, State state) {
        return itemType(action).equals(Item.COMMENT)
                ? Comments.refuseMissing(action, state)
                : ItemKind.TRACK.refuseMissing("entity_id", action.entityId(), state.track(action.entityId()));
    }

    private static CommentNotificationMute mark(Action action) {
        return new CommentNotificationMute(
                action.userId(), itemType(action), action.entityId(), action.time(), action.blockNumber());
    }

    private static String itemType(Action action) {
        return switch (action.entityType()) {
            case "Track" -> Item.TRACK;
            case "Comment" -> Item.COMMENT;
            default -> itemType(new FieldReader(action.metadata().fieldsOrNone()));
        };
    }

    private static String itemType(FieldReader in) {
        return in.word("entity_type", Item.TRACK, Item.COMMENT);
    }
}

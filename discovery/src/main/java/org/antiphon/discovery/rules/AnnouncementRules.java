package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Announcement;
import org.antiphon.discovery.model.Key;

/** The operator of the identity service tells all users news. */
final class AnnouncementRules implements EntityRules {
    private static final long FIRST = 1;
    private static final int MAX_SIZE = 16 * 1024;

    private final TrustedSigners trusted;

    AnnouncementRules(TrustedSigners trusted) {
        this.trusted = trusted;
    }

    @Override
    public void reads(Action action, Reads reads) {
        reads.row(new Key.AnnouncementKey(action.entityId()));
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = Verdict.firstOf(
                () -> TrustedSigners.refuseOthers(action, trusted.announcer()),
                () -> Ids.refuseNew(action.entityId(), FIRST, state.row(new Key.AnnouncementKey(action.entityId()))));
        return refused != null ? refused : action.withFields(fields -> announce(action, fields));
    }

    private static Verdict announce(Action action, Metadata.Fields fields) {
        var in = new FieldReader(fields.data());
        in.requiredText("title", Texts.SHORT, "");
        int size = fields.data().toString().length();
        if (size > MAX_SIZE) {
            in.violate("metadata: %d characters (expected: at most %d)".formatted(size, MAX_SIZE));
        }
        var refused = in.refuse();
        return refused != null
                ? refused
                : Verdict.accept(new Change.Put(
                        new Announcement(action.entityId(), fields.data(), action.time(), action.blockNumber())));
    }
}

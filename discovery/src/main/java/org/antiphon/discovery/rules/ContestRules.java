package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.antiphon.discovery.model.ArtistEvent;
import org.antiphon.discovery.model.Item;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.jspecify.annotations.Nullable;

/** Artists invite others to remix a track of theirs until a day that they name, one contest for a track at a time. */
final class ContestRules implements EntityRules {
    private static final String TYPE = "remix_contest";

    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.row(new Key.ArtistEventKey(action.entityId()));
        if (action.action().equals("Create")) {
            long track = new FieldReader(action.metadata().fieldsOrNone()).requiredId("entity_id");
            reads.track(track);
            reads.rows(new Lookup.LiveEventsOfTrack(track));
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        var old = state.row(new Key.ArtistEventKey(action.entityId()));
        return action.action().equals("Create")
                ? action.withFields(fields -> create(action, old, new FieldReader(fields.data()), state))
                : change(action, old);
    }

    private static Verdict create(Action action, @Nullable ArtistEvent holder, FieldReader in, State state) {
        in.word("entity_type", Item.TRACK);
        var contest = contest(action, in);
        if (!contest.endDate().isAfter(action.time())) {
            violateEnd(in, contest.endDate(), "later than %s".formatted(action.time()));
        }
        var refused = Verdict.firstOf(
                () -> Ids.refuseNew(action.entityId(), Ids.FIRST_EVENT, holder),
                in::refuse,
                () -> refuseTrack(contest, state),
                () -> refuseSecond(contest, state));
        return refused != null ? refused : Verdict.accept(new Change.Put(contest));
    }

    private static ArtistEvent contest(Action action, FieldReader in) {
        return new ArtistEvent(
                action.entityId(),
                action.userId(),
                in.word("event_type", TYPE),
                in.requiredId("entity_id"),
                in.time("end_date", action.time()),
                in.object("event_data", null),
                false,
                action.time(),
                action.time(),
                action.blockNumber());
    }

    private static @Nullable Verdict refuseTrack(ArtistEvent contest, State state) {
        var track = state.track(contest.trackId());
        var missing = ItemKind.TRACK.refuseMissing("entity_id", contest.trackId(), track);
        if (missing != null) {
            return missing;
        }
        if (requireNonNull(track).ownerId() != contest.userId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER,
                    "user_id: %d (expected: the track's owner %d)",
                    contest.userId(),
                    track.ownerId());
        }
        return TrackMetadata.remixParents(track.details()).isEmpty()
                ? null
                : Verdict.reject(
                        Rejection.METADATA_INVALID,
                        "entity_id: %d (expected: a track that is no remix)",
                        contest.trackId());
    }

    private static @Nullable Verdict refuseSecond(ArtistEvent contest, State state) {
        boolean isOn = state.rows(new Lookup.LiveEventsOfTrack(contest.trackId())).stream()
                .anyMatch(other -> other.endDate().isAfter(contest.createdAt()));
        return isOn
                ? Verdict.reject(
                        Rejection.LIMIT_REACHED, "contests of track %d: 2 (expected: 1 at a time)", contest.trackId())
                : null;
    }

    private static Verdict change(Action action, @Nullable ArtistEvent contest) {
        if (contest == null || contest.isDelete()) {
            return Verdict.reject(
                    Rejection.CONTEST_UNKNOWN, "entity_id: %d (expected: an existing contest)", action.entityId());
        }
        if (contest.userId() != action.userId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER,
                    "user_id: %d (expected: the contest's user %d)",
                    action.userId(),
                    contest.userId());
        }
        return action.action().equals("Delete")
                ? Verdict.accept(new Change.Put(contest.deleted(action.time(), action.blockNumber())))
                : action.withFields(fields -> update(action, contest, new FieldReader(fields.data())));
    }

    private static Verdict update(Action action, ArtistEvent contest, FieldReader in) {
        var end = in.time("end_date", contest.endDate());
        boolean isOver = !contest.endDate().isAfter(action.time());
        if (isOver && !end.equals(contest.endDate())) {
            violateEnd(in, end, "%s, when the contest was over".formatted(contest.endDate()));
        } else if (end.isBefore(contest.endDate())) {
            violateEnd(in, end, "%s or later".formatted(contest.endDate()));
        }
        var changed =
                contest.changed(end, in.object("event_data", contest.eventData()), action.time(), action.blockNumber());
        var refused = in.refuse();
        return refused != null ? refused : Verdict.accept(new Change.Put(changed));
    }

    private static void violateEnd(FieldReader in, Instant end, String expected) {
        in.violate("end_date: %s (expected: %s)".formatted(end, expected));
    }
}

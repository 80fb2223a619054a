package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.rules.Action;
import org.antiphon.discovery.rules.Rejection;
import org.antiphon.discovery.rules.RuleBook;
import org.antiphon.discovery.rules.Texts;
import org.antiphon.discovery.rules.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the events of a batch over its rows, in log order and without input or output. Used once. */
final class BatchFold {
    private static final Logger log = LoggerFactory.getLogger(BatchFold.class);
    private static final String PLAYS = "Plays";

    private final RuleBook rules;
    private final WorkingSet rows;
    private final Counting counting;
    private final long undoAfter;
    private final List<UndoImage> undo = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private int accepted;
    private int plays;

    /**
     * A fold over rows read beforehand.
     *
     * @param undoAfter blocks up to this one are final when the batch is written: no undo images are kept for them
     */
    BatchFold(RuleBook rules, WorkingSet rows, long undoAfter) {
        this.rules = rules;
        this.rows = rows;
        this.counting = new Counting(rows);
        this.undoAfter = undoAfter;
    }

    BatchResult apply(Batch batch) {
        batch.contents().forEach(this::apply);
        return new BatchResult(rows.changed(), rows.removed(), undo, outcomes, accepted, rejected, plays);
    }

    private void apply(Batch.Content content) {
        long number = content.block().number();
        content.events().forEach(event -> {
            switch (event) {
                case Event.Wish wish -> apply(number, wish);
                case Event.Plays recorded -> apply(number, recorded);
                case Event.Unreadable unreadable ->
                    reject(
                            number,
                            unreadable.place(),
                            "",
                            "",
                            new Verdict.Rejected(Rejection.EVENT_MALFORMED, unreadable.why()));
            }
        });
        var images = rows.endBlock();
        if (number > undoAfter) {
            images.forEach((key, before) ->
                    undo.add(new UndoImage(number, Table.of(key).tableName(), key, before)));
        }
    }

    private void apply(long number, Event.Wish wish) {
        var action = wish.action();
        var type = Texts.brief(action.entityType());
        var name = Texts.brief(action.action());
        switch (judge(action)) {
            case Verdict.Accepted(var changes) -> {
                changes.forEach(counting::apply);
                accepted++;
                outcomes.add(outcome(number, wish.place(), type, name, true, ""));
            }
            case Verdict.Rejected refusal -> reject(number, wish.place(), type, name, refusal);
        }
    }

    /** A fault in a rule costs the one action that met it, not the index; it is loud in the log and in the metrics. */
    private Verdict judge(Action action) {
        try {
            return rules.judge(action, rows);
        } catch (RuntimeException fault) {
            log.error(
                    "event=rule_failed block={} entity_type={} action={}",
                    action.blockNumber(),
                    Texts.brief(action.entityType()),
                    Texts.brief(action.action()),
                    fault);
            return Verdict.reject(Rejection.RULE_FAILED, "a fault of the indexer");
        }
    }

    private void apply(long number, Event.Plays recorded) {
        for (var play : recorded.plays()) {
            var track = rows.track(play.trackId());
            if (track != null && !track.isDelete()) {
                counting.play(new Key.HourlyPlaysKey(play.trackId(), play.hour()));
                plays++;
            }
        }
        outcomes.add(outcome(number, recorded.place(), PLAYS, "Record", true, ""));
    }

    private void reject(long number, Event.Place place, String type, String name, Verdict.Rejected refusal) {
        rejected.merge(refusal.kind(), 1, Integer::sum);
        outcomes.add(outcome(number, place, type, name, false, refusal.reason()));
    }

    private static Outcome outcome(
            long number, Event.Place place, String type, String name, boolean accepted, String reason) {
        return new Outcome(place.transactionHash(), place.logIndex(), number, type, name, accepted, reason);
    }
}

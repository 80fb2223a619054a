package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Rejection;
import org.antiphon.discovery.rules.Texts;
import org.antiphon.discovery.rules.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the events of a batch over its rows, in log order and without input or output. Used once. */
final class BatchFold {
    private static final Logger log = LoggerFactory.getLogger(BatchFold.class);

    private final Tables tables;
    private final WorkingSet rows;
    private final Counting counting;
    private final StateCommitter committer;
    private final long undoAfter;
    private final List<UndoImage> undo = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private int accepted;

    /**
     * A fold over rows read beforehand.
     *
     * @param undoAfter blocks up to this one are final when the batch is written: no undo images are kept for them
     */
    BatchFold(Tables tables, BatchStart start, long undoAfter) {
        this.tables = tables;
        this.rows = start.rows();
        this.committer = new StateCommitter(tables, start.vector(), undoAfter);
        this.counting = new Counting(rows);
        this.undoAfter = undoAfter;
    }

    BatchResult apply(Batch batch) {
        batch.contents().forEach(this::apply);
        return new BatchResult(
                rows.created(), rows.changed(), rows.removed(), undo, outcomes, committer.states(), accepted, rejected);
    }

    private void apply(Batch.Content content) {
        long number = content.block().number();
        content.events().forEach(placed -> apply(number, placed));
        rows.endBlock((key, before, now) -> {
            committer.change(key, before, now);
            if (number > undoAfter) {
                undo.add(new UndoImage(number, tables.of(key).tableName(), key, before));
            }
        });
        committer.endBlock(number);
    }

    private void apply(long number, Batch.Placed placed) {
        switch (judge(number, placed.event())) {
            case Verdict.Accepted(var changes) -> {
                changes.forEach(counting::apply);
                accepted++;
                outcomes.add(outcome(number, placed, true, ""));
            }
            case Verdict.Rejected refusal -> {
                rejected.merge(refusal.kind(), 1, Integer::sum);
                outcomes.add(outcome(number, placed, false, refusal.reason()));
            }
        }
    }

    /** A fault in a rule costs the one event that met it, not the index; it is loud in the log and in the metrics. */
    private Verdict judge(long number, Event event) {
        try {
            return event.judge(rows);
        } catch (RuntimeException fault) {
            log.error(
                    "event=rule_failed block={} entity_type={} action={}",
                    number,
                    Texts.brief(event.entityType()),
                    Texts.brief(event.action()),
                    fault);
            return Verdict.reject(Rejection.RULE_FAILED, "a fault of the indexer");
        }
    }

    private static Outcome outcome(long number, Batch.Placed placed, boolean accepted, String reason) {
        return new Outcome(
                placed.transactionHash(),
                placed.logIndex(),
                number,
                Texts.brief(placed.event().entityType()),
                Texts.brief(placed.event().action()),
                accepted,
                reason);
    }
}

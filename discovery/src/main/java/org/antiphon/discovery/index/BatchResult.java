package org.antiphon.discovery.index;

import java.util.List;
import java.util.Map;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.rules.Rejection;

/**
 * What a batch does to the database.
 *
 * @param created rows that were not there before
 * @param changed rows that were
 * @param states the commitment after each block of the batch
 * @param accepted how many events took effect
 * @param rejected how many did not, by kind of reason
 */
record BatchResult(
        List<Row> created,
        List<Row> changed,
        List<Key<?>> removed,
        List<UndoImage> undo,
        List<Outcome> outcomes,
        List<StateCommitter.BlockState> states,
        int accepted,
        Map<Rejection, Integer> rejected) {}

package org.antiphon.discovery.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.antiphon.chain.BlockChange;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.Rejection;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.datatypes.Type;

/** A small network in memory in which rules are tried, one event after another. */
final class NetworkScene implements State {
    private final Map<Key<?>, Row> rows = new HashMap<>();
    private final NetworkEvents events = Contracts.events();

    /** Applies what a block of these events holds and tells what became of the last one. */
    Verdict happen(UnaryOperator<History> history) {
        return happen(0, history);
    }

    /** The same in a block with this number. */
    Verdict happen(int number, UnaryOperator<History> history) {
        Verdict last = Verdict.accept();
        for (var block : history.apply(new History(1).blocks(number)).block().appended()) {
            for (var event : decoded(block)) {
                last = event.judge(this);
                if (last instanceof Verdict.Accepted(var changes)) {
                    changes.forEach(this::apply);
                }
            }
        }
        return last;
    }

    /** Applies one event of a contract. */
    @SuppressWarnings("rawtypes") // as the encoder wants it
    Verdict emit(String contract, org.web3j.abi.datatypes.Event event, Type... arguments) {
        return happen(history -> history.emit(contract, event, arguments));
    }

    /** The event was about something of which nothing had been told. */
    static void assertUnexpected(Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.kind()).isEqualTo(Rejection.EVENT_UNEXPECTED));
    }

    private List<Event> decoded(BlockChange.Appended block) {
        return block.logs().stream()
                .flatMap(log -> events.decode(block.block(), log).stream())
                .toList();
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Put(var row) -> rows.put(row.key(), row);
            case Change.Remove(var key) -> rows.remove(key);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a row stands under its own key
    public <R extends Row> @Nullable R row(Key<R> key) {
        return (R) rows.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // a row tells the lookups of its own type
    public <R extends Row> List<R> rows(Lookup<R> lookup) {
        return rows.values().stream()
                .filter(row -> row.foundBy().contains(lookup))
                .map(row -> (R) row)
                .toList();
    }
}

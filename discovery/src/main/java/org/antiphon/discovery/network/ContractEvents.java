package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antiphon.chain.EventLog;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Rejection;
import org.antiphon.discovery.rules.Verdict;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;

/** The events of one contract that have an effect, with the rule for each. */
public final class ContractEvents {
    private final String contract;
    private final Map<String, EventKind<?>> byTopic = new HashMap<>();

    ContractEvents(ContractRules rules) {
        this.contract = rules.contract();
        rules.declare(this);
    }

    /** What follows from the event is up to a rule, which names the rows it asks for. */
    <E> void on(Event event, Function<Log, E> decode, EventKind.Sought<E> reads, Rule<E> rule) {
        byTopic.put(EventEncoder.encode(event), new EventKind<>(event.getName(), decode, reads, rule));
    }

    /** The event is a row, new or instead of the one with its key. */
    <E> void put(Event event, Function<Log, E> decode, BiFunction<E, Place, Row> row) {
        on(
                event,
                decode,
                (each, at, reads) -> reads.row(row.apply(each, at).key()),
                (each, at, state) -> Verdict.accept(new Change.Put(row.apply(each, at))));
    }

    /** The event changes a row. */
    <E, R extends Row> void update(Event event, Function<Log, E> decode, Function<E, Key<R>> key, Update<E, R> update) {
        on(event, decode, (each, at, reads) -> reads.row(key.apply(each)), (each, at, state) -> {
            var row = state.row(key.apply(each));
            return row == null
                    ? unexpected(key.apply(each))
                    : Verdict.accept(new Change.Put(update.apply(each, at, row)));
        });
    }

    /** The event removes a row. */
    <E> void remove(Event event, Function<Log, E> decode, Function<E, Key<?>> key) {
        on(
                event,
                decode,
                (each, at, reads) -> reads.row(key.apply(each)),
                (each, at, state) -> Verdict.accept(new Change.Remove(key.apply(each))));
    }

    /** The event sets a figure that governs the contract. */
    <E> void parameter(Event event, Function<Log, E> decode, String name, Function<E, BigInteger> value) {
        put(event, decode, (each, at) -> new NetworkParameter(contract, name, value.apply(each), at.blockNumber()));
    }

    /** An event about something of which no earlier event told. */
    static Verdict unexpected(Key<?> missing) {
        return Verdict.reject(Rejection.EVENT_UNEXPECTED, "%s: missing (expected: an earlier event about it)", missing);
    }

    Optional<org.antiphon.discovery.rules.Event> decode(EventLog log, Place at) {
        return log.topics().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(byTopic.get(log.topics().getFirst()))
                        .map(kind -> kind.event(contract, log(log), at));
    }

    private static Log log(EventLog event) {
        var log = new Log();
        log.setTopics(event.topics());
        log.setData(Numeric.toHexString(event.data()));
        return log;
    }

    /** How an event changes a row. */
    interface Update<E, R extends Row> {
        R apply(E event, Place at, R row);
    }
}

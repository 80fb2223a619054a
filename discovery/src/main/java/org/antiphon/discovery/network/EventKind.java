package org.antiphon.discovery.network;

import java.util.function.Function;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.Reads;
import org.web3j.protocol.core.methods.response.Log;

/**
 * A kind of event of a contract.
 *
 * @param decode from the log, failing for data that the contract can't emit
 */
record EventKind<E>(String name, Function<Log, E> decode, Sought<E> reads, Rule<E> rule) {
    /** The rows that a rule asks for. */
    interface Sought<E> {
        void name(E event, Place at, Reads reads);
    }

    ContractEvent<E> event(String contract, Log log, Place at) {
        return new ContractEvent<>(contract, this, decode.apply(log), at);
    }
}

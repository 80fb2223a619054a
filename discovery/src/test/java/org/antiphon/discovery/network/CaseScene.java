package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.number;
import static org.antiphon.discovery.testing.Contracts.uint;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.antiphon.contracts.Arbitration;
import org.antiphon.discovery.network.model.ArbitrationCase;
import org.antiphon.discovery.network.model.CaseKind;
import org.antiphon.discovery.network.model.CaseProgress;
import org.antiphon.discovery.network.model.Ruling;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint8;

/** One case in a network in memory, the first. */
final class CaseScene {
    static final long OPENER = 0xa1;
    static final long RESPONDENT = 0xa2;

    private final NetworkScene network = new NetworkScene();

    NetworkScene network() {
        return network;
    }

    CaseScene open(CaseKind kind, long respondent, long subject) {
        emit(
                Arbitration.CASEOPENED_EVENT,
                uint(1),
                number(kind),
                new Address(address(OPENER)),
                new Address(address(respondent)),
                new Uint8(0),
                uint(subject),
                uint(40),
                new Utf8String("cid"),
                uint(1_000));
        return this;
    }

    Verdict schedule(long round, long block) {
        return emit(Arbitration.DRAWSCHEDULED_EVENT, uint(1), uint(round), uint(block));
    }

    Verdict seat(long round, long... jurors) {
        var seats = LongStream.of(jurors)
                .mapToObj(each -> new Address(address(each)))
                .toList();
        return emit(
                Arbitration.PANELDRAWN_EVENT,
                uint(1),
                uint(round),
                new DynamicArray<>(Address.class, List.copyOf(seats)),
                uint(1_000),
                uint(40),
                uint(60));
    }

    Verdict rule(long round, Ruling ruling, long appealEnd) {
        return emit(
                Arbitration.RULINGGIVEN_EVENT, uint(1), uint(round), number(ruling), uint(1), uint(0), uint(appealEnd));
    }

    Verdict close(Ruling ruling) {
        return emit(Arbitration.CASECLOSED_EVENT, uint(1), number(ruling), uint(2), uint(9));
    }

    @SuppressWarnings("rawtypes") // as the encoder wants it
    Verdict emit(Event event, Type... arguments) {
        return network.emit(Contracts.ARBITRATION, event, arguments);
    }

    ArbitrationCase opened() {
        return Objects.requireNonNull(network.row(new ArbitrationCase.Id(1)));
    }

    CaseProgress progress() {
        return opened().progress();
    }
}

package org.antiphon.discovery.network;

import org.antiphon.contracts.Registry;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.RegisteredContract;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** Contracts get names. A removal counts as a version, as in the contract's own history. */
public final class RegistryRules implements ContractRules {
    private static final String NOBODY = "0x0000000000000000000000000000000000000000";

    @Override
    public String contract() {
        return "Registry";
    }

    @Override
    public void declare(ContractEvents events) {
        events.on(
                Registry.CONTRACTADDED_EVENT,
                Registry::getContractAddedEventFromLog,
                (added, at, reads) -> reads(added._name, reads),
                (added, at, state) -> name(added._name, added._address, at, state));
        events.on(
                Registry.CONTRACTUPGRADED_EVENT,
                Registry::getContractUpgradedEventFromLog,
                (upgraded, at, reads) -> reads(upgraded._name, reads),
                (upgraded, at, state) -> name(upgraded._name, upgraded._newAddress, at, state));
        events.on(
                Registry.CONTRACTREMOVED_EVENT,
                Registry::getContractRemovedEventFromLog,
                (removed, at, reads) -> reads(removed._name, reads),
                (removed, at, state) -> name(removed._name, NOBODY, at, state));
    }

    private static void reads(byte[] name, Reads reads) {
        reads.row(new RegisteredContract.Id(Values.name(name)));
    }

    private static Verdict name(byte[] word, String address, Place at, State state) {
        var name = Values.name(word);
        var before = state.row(new RegisteredContract.Id(name));
        int version = before == null ? 1 : before.version() + 1;
        return Verdict.accept(new Change.Put(new RegisteredContract(name, address, version, at.blockNumber())));
    }
}

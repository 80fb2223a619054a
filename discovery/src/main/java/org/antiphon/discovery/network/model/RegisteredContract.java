package org.antiphon.discovery.network.model;

import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Row;

/**
 * A contract by its name in the Registry.
 *
 * @param address zero after its removal
 * @param version how often the name was given an address
 */
public record RegisteredContract(String name, String address, int version, long blockNumber) implements Row {
    /** Names it. */
    public record Id(String name) implements Key<RegisteredContract> {}

    @Override
    public Id key() {
        return new Id(name);
    }
}

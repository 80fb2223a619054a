package org.antiphon.chain;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.contracts.DataLayer;

/**
 * Where Antiphon's contracts are on one chain.
 *
 * @param chainId of the chain they are on
 * @param block one before the first of them, or earlier: where to start reading their events
 * @param contracts lower-case addresses by the contract's name in its deployment
 */
public record ChainAddresses(long chainId, long block, Map<String, String> contracts) {

    /** Copies the map; addresses become lower-case. */
    public ChainAddresses {
        var copy = new TreeMap<String, String>();
        contracts.forEach((name, address) -> copy.put(name, address.toLowerCase(Locale.ROOT)));
        contracts = Map.copyOf(copy);
    }

    /**
     * The address of a contract.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public String address(String contract) {
        var address = contracts.get(contract);
        if (address == null) {
            throw new IllegalArgumentException(
                    "%s on chain %d (expected: one of %s)".formatted(contract, chainId, contracts.keySet()));
        }
        return address;
    }

    /** EntityManager's proxy. */
    public String entityManager() {
        return address(DataLayer.ENTITY_MANAGER);
    }

    /** PlayLedger's proxy. */
    public String playLedger() {
        return address(DataLayer.PLAY_LEDGER);
    }

    /** The domain in which requests for EntityManager are signed. */
    public Eip712Domain domain() {
        return new Eip712Domain(chainId, entityManager());
    }
}

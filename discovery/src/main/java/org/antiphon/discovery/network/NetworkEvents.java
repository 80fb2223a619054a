package org.antiphon.discovery.network;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.chain.Block;
import org.antiphon.chain.EventLog;
import org.antiphon.discovery.index.EventDecoder;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.rules.Event;

/** From logs of the contracts on the token's chain to events. */
public final class NetworkEvents implements EventDecoder {
    private final Map<String, ContractEvents> byAddress = new HashMap<>();

    /** Follows a contract. */
    public NetworkEvents follow(String address, ContractRules rules) {
        byAddress.put(address.toLowerCase(Locale.ROOT), new ContractEvents(rules));
        return this;
    }

    @Override
    public Set<String> contracts() {
        return Set.copyOf(byAddress.keySet());
    }

    @Override
    public Optional<Event> decode(Block block, EventLog log) {
        var at = new Place(block.number(), log.logIndex(), log.transactionHash(), block.timestamp());
        return Optional.ofNullable(byAddress.get(log.address())).flatMap(events -> events.decode(log, at));
    }
}

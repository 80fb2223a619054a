package org.antiphon.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.BlockChange.Reverted;
import org.antiphon.contracts.ServiceProviderFactory;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;

/** Tells of which nodes a block speaks, also when the chain takes it back. */
final class TouchedNodes {

    /** Where the type and the id are: each event has its indexed arguments in an order of its own. */
    private static final Map<String, Topics> TOPICS = Map.of(
            topic(ServiceProviderFactory.REGISTEREDSERVICEPROVIDER_EVENT), new Topics(2, 1),
            topic(ServiceProviderFactory.DEREGISTEREDSERVICEPROVIDER_EVENT), new Topics(2, 1),
            topic(ServiceProviderFactory.ENDPOINTUPDATED_EVENT), new Topics(1, 3),
            topic(ServiceProviderFactory.DELEGATEOWNERWALLETUPDATED_EVENT), new Topics(2, 3));

    private final Deque<Touched> recent = new ArrayDeque<>();
    private final int finality;

    /** With the blocks in mind that may still be taken back. */
    TouchedNodes(int finality) {
        this.finality = finality;
    }

    /** The nodes that may be different after the change. */
    List<RegisteredNode.Key> by(BlockChange change) {
        return switch (change) {
            case Appended appended -> append(appended);
            case Reverted reverted -> revert(reverted.block());
        };
    }

    private List<RegisteredNode.Key> append(Appended appended) {
        var keys = appended.logs().stream()
                .filter(log -> !log.topics().isEmpty()
                        && TOPICS.containsKey(log.topics().getFirst()))
                .map(TouchedNodes::key)
                .distinct()
                .toList();
        var oldest = appended.block().number() - finality;
        while (!recent.isEmpty() && recent.getFirst().block() < oldest) {
            recent.removeFirst();
        }
        if (!keys.isEmpty()) {
            recent.addLast(new Touched(appended.block().number(), keys));
        }
        return keys;
    }

    private List<RegisteredNode.Key> revert(Block block) {
        var last = recent.peekLast();
        return last != null && last.block() == block.number()
                ? recent.removeLast().keys()
                : List.of();
    }

    private static RegisteredNode.Key key(EventLog log) {
        var topics = Objects.requireNonNull(TOPICS.get(log.topics().getFirst()));
        var type = NodeContracts.text(Words.bytes32(log.topics().get(topics.type())));
        var id = NodeContracts.id(Words.bytes32(log.topics().get(topics.id())));
        return new RegisteredNode.Key(type, id);
    }

    private static String topic(Event event) {
        return EventEncoder.encode(event);
    }

    private record Topics(int type, int id) {}

    private record Touched(long block, List<RegisteredNode.Key> keys) {}
}

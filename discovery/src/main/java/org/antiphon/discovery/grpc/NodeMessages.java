package org.antiphon.discovery.grpc;

import static org.antiphon.discovery.grpc.Optionals.ifPresent;

import org.antiphon.discovery.nodes.NodeAnswer;
import org.antiphon.discovery.nodes.NodeHealths;
import org.antiphon.discovery.query.NodeView;
import org.antiphon.proto.discovery.v1.Node;
import org.antiphon.proto.discovery.v1.NodeHealth;
import org.antiphon.proto.discovery.v1.ServiceType;

/** Nodes as the proto defines them. */
final class NodeMessages {
    private final NodeHealths healths;

    NodeMessages(NodeHealths healths) {
        this.healths = healths;
    }

    Node of(NodeView node) {
        var message = Node.newBuilder()
                .setServiceType(node.serviceType())
                .setNodeId(node.spId())
                .setOwner(node.owner())
                .setEndpoint(node.endpoint())
                .setRegisteredBlock(node.registeredBlock())
                .setIsRegistered(node.isRegistered())
                .setOwnerStake(Amounts.of(node.ownerStake()))
                .setBlockNumber(node.blockNumber());
        ifPresent(node.delegateOwnerWallet(), message::setDelegateOwnerWallet);
        healths.of(node)
                .ifPresent(answer -> message.setHealth(health(answer.state()))
                        .setHealthReason(answer.reason())
                        .setHealthCheckedAt(answer.askedAt().toString()));
        return message.build();
    }

    static ServiceType type(NodeView.Type type) {
        var message = ServiceType.newBuilder()
                .setServiceType(type.serviceType())
                .setMinStake(Amounts.of(type.minStake()))
                .setMaxStake(Amounts.of(type.maxStake()))
                .setIsValid(type.isValid())
                .setNodeCount(type.nodeCount());
        ifPresent(type.version(), message::setCurrentVersion);
        return message.build();
    }

    private static NodeHealth health(NodeAnswer.State state) {
        return switch (state) {
            case HEALTHY -> NodeHealth.NODE_HEALTH_HEALTHY;
            case UNHEALTHY -> NodeHealth.NODE_HEALTH_UNHEALTHY;
            case UNREACHABLE -> NodeHealth.NODE_HEALTH_UNREACHABLE;
        };
    }
}

package org.antiphon.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.chain.NodeTransactions.View;
import org.antiphon.chain.TransactionPipeline.Outgoing;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Invocation;
import org.antiphon.contracts.RegistryKey;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/** Stakes for nodes and registers them, as far as that has not been done: an owner has one node of a type here. */
public final class NodeRegistrar {

    private static final long GAS_LIMIT = 1_000_000;

    private final ChainAddresses addresses;
    private final NodeTransactions node;
    private final NodeContracts contracts;

    /** With the contracts of the Ethereum side. */
    public NodeRegistrar(ChainClient client, ChainAddresses addresses) {
        this.addresses = addresses;
        this.node = new NodeTransactions(client);
        this.contracts = new NodeContracts(node, addresses);
    }

    /**
     * Sees to it that a node is registered under its endpoint.
     *
     * @param owner stakes for it; gets what it lacks from the treasury
     * @param treasury has AUDIO
     */
    public Mono<RegisteredNode> register(Registration registration, Credentials owner, Credentials treasury) {
        return present(registration, owner)
                .switchIfEmpty(Mono.defer(() -> stake(registration, owner, treasury))
                        .then(Mono.defer(() -> present(registration, owner))))
                .delayUntil(present -> move(present, registration.endpoint(), owner))
                .map(present -> new RegisteredNode(
                        present.key(),
                        present.owner(),
                        registration.endpoint(),
                        present.delegateOwnerWallet(),
                        present.block()));
    }

    private Mono<RegisteredNode> present(Registration registration, Credentials owner) {
        return contracts
                .ownedBy(owner.getAddress(), registration.type())
                .flatMap(owned -> Mono.justOrEmpty(owned.stream().findFirst()));
    }

    private Mono<Void> stake(Registration registration, Credentials owner, Credentials treasury) {
        var stake = new Uint256(registration.stake());
        var staking = new Address(addresses.address(EthereumSide.STAKING));
        var register = Invocation.of(
                "register",
                RegistryKey.word(registration.type()),
                new Utf8String(registration.endpoint()),
                stake,
                new Address(registration.delegateOwnerWallet()));
        return fund(owner, registration.stake(), treasury)
                .then(send(
                        owner,
                        new Order(EthereumSide.TOKEN, Invocation.of("approve", staking, stake)),
                        new Order(EthereumSide.SERVICE_PROVIDER_FACTORY, register)));
    }

    private Mono<Void> fund(Credentials owner, BigInteger stake, Credentials treasury) {
        var account = new Address(owner.getAddress());
        var balance = Invocation.of("balanceOf", account).encode(Map.of());
        return node.views(List.of(new View(addresses.address(EthereumSide.TOKEN), balance)))
                .map(answers -> stake.subtract(Numeric.toBigInt(answers.getFirst())))
                .filter(lacking -> lacking.signum() > 0)
                .flatMap(lacking -> send(
                        treasury,
                        new Order(EthereumSide.TOKEN, Invocation.of("transfer", account, new Uint256(lacking)))));
    }

    private Mono<Void> move(RegisteredNode present, String endpoint, Credentials owner) {
        if (present.endpoint().equals(endpoint)) {
            return Mono.empty();
        }
        var update = Invocation.of(
                "updateEndpoint",
                RegistryKey.word(present.key().type()),
                new Utf8String(present.endpoint()),
                new Utf8String(endpoint));
        return send(owner, new Order(EthereumSide.SERVICE_PROVIDER_FACTORY, update));
    }

    private Mono<Void> send(Credentials from, Order... orders) {
        var wallet = new Wallet(from, addresses.chainId());
        return Mono.zip(node.nonce(wallet.address()), node.gasPrice())
                .flatMapMany(facts -> new TransactionPipeline(node, wallet, facts.getT2())
                        .send(numbered(List.of(orders), facts.getT1())))
                .then();
    }

    private List<Outgoing> numbered(List<Order> orders, long nonce) {
        var outgoing = new ArrayList<Outgoing>();
        for (var order : orders) {
            outgoing.add(new Outgoing(
                    order.contract() + "." + order.invocation().function(),
                    nonce + outgoing.size(),
                    addresses.address(order.contract()),
                    order.invocation().encode(Map.of()),
                    GAS_LIMIT));
        }
        return outgoing;
    }

    /**
     * A node to be registered.
     *
     * @param type for example {@code content-node}
     * @param endpoint URL under which it answers
     * @param stake in the smallest unit of AUDIO, within the bounds of the type
     * @param delegateOwnerWallet account that the node itself signs with
     */
    public record Registration(String type, String endpoint, BigInteger stake, String delegateOwnerWallet) {}

    private record Order(String contract, Invocation invocation) {}
}

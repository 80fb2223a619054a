package org.antiphon.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.contracts.Argument;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.Roles;
import org.antiphon.contracts.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts Antiphon's contracts on a chain. Contracts are created at the deployer's first nonces, so where they are follows from
 * the deployer alone and a deployment that was interrupted, or forgotten by the chain, is taken up where it is.
 */
public final class ContractDeployer {

    private static final Logger log = LoggerFactory.getLogger(ContractDeployer.class);
    private static final BigInteger GAS_LIMIT = BigInteger.valueOf(8_000_000);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final ChainClient client;
    private final NodeTransactions node;

    /** On the chain of this node. */
    public ContractDeployer(ChainClient client) {
        this.client = client;
        this.node = new NodeTransactions(client);
    }

    /**
     * Deploys what is missing; does nothing when everything is there.
     *
     * @param deployer a wallet that has sent nothing but this deployment; owns PlayLedger afterwards
     * @param proxyAdmin may upgrade the contracts; must not be the deployer, the verifier or a recorder
     * @param verifier may mark users as verified
     * @param recorders may record plays, for example the relay's wallet
     */
    public Mono<ChainAddresses> deploy(
            Credentials deployer, String proxyAdmin, String verifier, List<String> recorders) {
        return client.chainId().flatMap(chainId -> {
            var roles = new Roles(deployer.getAddress(), proxyAdmin, verifier, recorders, chainId);
            var deployment = Deployment.dataLayer(roles);
            var wallet = new Wallet(deployer, chainId);
            var addresses = addresses(deployer.getAddress(), deployment);
            return create(wallet, deployment, addresses)
                    .then(Mono.defer(() -> link(wallet, deployment, addresses)))
                    .thenReturn(new ChainAddresses(
                            chainId,
                            address(addresses, Deployment.ENTITY_MANAGER),
                            address(addresses, Deployment.PLAY_LEDGER)));
        });
    }

    /** Where each step's contract is or will be: that follows from the deployer and the nonce. */
    private static Map<String, String> addresses(String deployer, Deployment deployment) {
        Map<String, String> addresses = new HashMap<>();
        for (int nonce = 0; nonce < deployment.creations().size(); nonce++) {
            var address = ContractUtils.generateContractAddress(deployer, BigInteger.valueOf(nonce));
            addresses.put(deployment.creations().get(nonce).name(), address);
        }
        return Map.copyOf(addresses);
    }

    private static String address(Map<String, String> addresses, String step) {
        var address = addresses.get(step);
        if (address == null) {
            throw new IllegalStateException("no step creates " + step);
        }
        return address;
    }

    private Mono<Void> create(Wallet wallet, Deployment deployment, Map<String, String> addresses) {
        var creations = deployment.creations();
        return Flux.range(0, creations.size())
                .concatMap(nonce -> createUnlessPresent(wallet, nonce, creations.get(nonce), addresses))
                .then();
    }

    private Mono<Void> createUnlessPresent(Wallet wallet, int nonce, Step.Create step, Map<String, String> addresses) {
        var address = address(addresses, step.name());
        return node.hasCode(address).flatMap(present -> {
            if (present) {
                return Mono.empty();
            }
            return requireNonce(wallet, nonce, step)
                    .then(Mono.defer(() -> send(wallet, nonce, null, creationCode(step, addresses), step.name())));
        });
    }

    private Mono<Void> requireNonce(Wallet wallet, int nonce, Step.Create step) {
        return node.nonce(wallet.address())
                .filter(next -> next != nonce)
                .flatMap(next -> Mono.error(new ChainException(
                        "nonce of deployer %s: %d (expected: %d, to create %s; use a wallet that has sent nothing else)"
                                .formatted(wallet.address(), next, nonce, step.name()))));
    }

    private Mono<Void> link(Wallet wallet, Deployment deployment, Map<String, String> addresses) {
        return Flux.fromIterable(deployment.calls())
                .concatMap(step -> callUnlessDone(wallet, step, address(addresses, step.target())))
                .then();
    }

    private Mono<Void> callUnlessDone(Wallet wallet, Step.Call step, String target) {
        return node.call(wallet.address(), null, target, FunctionEncoder.encode(step.done()))
                .filter(answer -> Numeric.toBigInt(answer).signum() == 0)
                .flatMap(notDone -> node.nonce(wallet.address()))
                .flatMap(nonce -> send(wallet, nonce, target, FunctionEncoder.encode(step.function()), step.name()));
    }

    private Mono<Void> send(Wallet wallet, long nonce, @Nullable String to, String data, String name) {
        return node.gasPrice()
                .map(gasPrice -> wallet.sign(nonce, gasPrice, GAS_LIMIT, to, data))
                .delayUntil(signed -> node.send(List.of(signed.raw()))
                        .doOnNext(complaints -> complaints.getFirst().ifPresent(complaint -> refuse(name, complaint))))
                .flatMap(signed -> included(signed.hash()))
                .doOnNext(receipt -> log.info("event=deployed step=\"{}\" block={}", name, receipt.blockNumber()))
                .flatMap(receipt ->
                        receipt.succeeded() ? Mono.empty() : Mono.fromRunnable(() -> refuse(name, "reverted")));
    }

    private Mono<Receipt> included(String hash) {
        return node.receipts(List.of(hash))
                .flatMap(receipts -> Mono.justOrEmpty(receipts.get(hash)))
                .repeatWhenEmpty(tries -> tries.delayElements(POLL_INTERVAL))
                .timeout(TIMEOUT, Mono.error(() -> new ChainException(hash + " was not included within " + TIMEOUT)));
    }

    private static void refuse(String step, String reason) {
        throw new ChainException("deployment of %s: %s".formatted(step, reason));
    }

    private static String creationCode(Step.Create step, Map<String, String> addresses) {
        var arguments = step.arguments().stream()
                .<Type<?>>map(argument -> switch (argument) {
                    case Argument.Value(var value) -> value;
                    case Argument.AddressOf(var name) -> new Address(address(addresses, name));
                    case Argument.Encoded(var function) ->
                        new DynamicBytes(Numeric.hexStringToByteArray(FunctionEncoder.encode(function)));
                })
                .toList();
        return step.bytecode() + FunctionEncoder.encodeConstructor(List.copyOf(arguments));
    }
}

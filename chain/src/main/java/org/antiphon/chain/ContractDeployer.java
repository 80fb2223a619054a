package org.antiphon.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.chain.TransactionPipeline.Outgoing;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts Antiphon's contracts on a chain. Everything it has to know is on the chain itself, so a deployment that was
 * interrupted, or forgotten by the chain, is taken up where it is, and one that is complete costs a few questions.
 */
public final class ContractDeployer {

    private static final Logger log = LoggerFactory.getLogger(ContractDeployer.class);

    private final ChainClient client;
    private final NodeTransactions node;

    /** On the chain of this node. */
    public ContractDeployer(ChainClient client) {
        this.client = client;
        this.node = new NodeTransactions(client);
    }

    /**
     * Finds out what is there and what has to be sent. Sends nothing.
     *
     * @param deployer address of a wallet that has sent nothing but this deployment until it was complete
     * @param chainId that the node's chain must have
     */
    public Mono<DeploymentPlan> plan(String deployer, Deployment deployment, long chainId) {
        var addresses = deployment.addresses(deployer);
        return client.chainId()
                .doOnNext(actual -> {
                    if (actual != chainId) {
                        throw new ChainException("chain id: %d (expected: %d)".formatted(actual, chainId));
                    }
                })
                .then(Mono.zip(node.nonce(deployer), node.head(), node.gasPrice(), node.balance(deployer)))
                .flatMap(facts -> stepsInEffect(deployer, deployment, addresses, facts.getT1())
                        .map(inEffect -> new DeploymentPlan(
                                chainId,
                                facts.getT2(),
                                deployer,
                                facts.getT1(),
                                addresses,
                                DeploymentPlan.steps(deployment, facts.getT1(), inEffect::contains),
                                offer(facts.getT3()),
                                facts.getT4())));
    }

    /**
     * Sends what is pending and emits the name of each step that is in a block. Creations, calls and the last step wait for
     * each other, so that the deployer keeps its rights until everything else is in effect.
     *
     * @param plan just made, for this wallet
     */
    public Flux<String> carryOut(DeploymentPlan plan, Credentials deployer) {
        var wallet = new Wallet(deployer, plan.chainId());
        var pipeline = new TransactionPipeline(node, wallet, plan.gasPrice());
        var pending = plan.pending();
        return Mono.fromRunnable(plan::requireFunds)
                .thenMany(Flux.range(0, pending.size()))
                .map(index -> new Numbered(pending.get(index), plan.nonce() + index))
                .bufferUntilChanged(numbered -> phase(numbered.step(), plan))
                .concatMap(phase -> pipeline.send(phase.stream()
                        .map(numbered -> outgoing(numbered, plan.addresses()))
                        .toList()))
                .map(included -> included.transaction().name());
    }

    /** Deploys what is missing; does nothing when everything is there, also when that is another version's. */
    public Mono<ChainAddresses> deploy(Credentials deployer, Deployment deployment, long chainId) {
        return plan(deployer.getAddress(), deployment, chainId)
                .doOnNext(plan -> plan.others().forEach(name -> log.warn("event=contract_of_other_code name={}", name)))
                .delayUntil(plan -> carryOut(plan, deployer))
                .map(DeploymentPlan::chainAddresses);
    }

    /** A quarter more than asked for, since the price may rise while the transactions wait. */
    private static BigInteger offer(BigInteger gasPrice) {
        return gasPrice.multiply(BigInteger.valueOf(5)).divide(BigInteger.valueOf(4));
    }

    private static int phase(Step step, DeploymentPlan plan) {
        if (plan.isLast(step)) {
            return 2;
        }
        return switch (step) {
            case Step.Create unused -> 0;
            case Step.Call unused -> 1;
        };
    }

    private static Outgoing outgoing(Numbered numbered, Map<String, String> addresses) {
        var step = numbered.step();
        var to = switch (step) {
            case Step.Create unused -> null;
            case Step.Call call -> Deployment.address(addresses, call.target());
        };
        return new Outgoing(step.name(), numbered.nonce(), to, step.data(addresses), step.gasLimit());
    }

    /** Of the steps that were sent, those in effect; refuses a deployer that was used for something else before. */
    private Mono<Set<Step>> stepsInEffect(
            String deployer, Deployment deployment, Map<String, String> addresses, long nonce) {
        var sent = deployment.steps().stream().limit(nonce).toList();
        var creations = only(Step.Create.class, sent);
        var calls = only(Step.Call.class, sent);
        var places = creations.stream()
                .map(create -> Deployment.address(addresses, create.name()))
                .toList();
        var views = calls.stream().map(call -> view(call.done(), addresses)).toList();
        return Mono.zip(node.codes(places), node.views(views), (codes, answers) -> {
            Set<Step> inEffect = new HashSet<>();
            for (int i = 0; i < creations.size(); i++) {
                requireCode(creations.get(i), places.get(i), codes.get(i), deployer, nonce);
                if (creations.get(i).creates(codes.get(i))) {
                    inEffect.add(creations.get(i));
                }
            }
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i).done().isShownBy(answers.get(i), addresses)) {
                    inEffect.add(calls.get(i));
                }
            }
            return inEffect;
        });
    }

    private static NodeTransactions.View view(Step.Effect effect, Map<String, String> addresses) {
        var target = Deployment.address(addresses, effect.target());
        return new NodeTransactions.View(target, effect.view().encode(addresses));
    }

    private static void requireCode(Step.Create step, String address, String code, String deployer, long nonce) {
        if (code.length() <= 2) {
            throw new ChainException(
                    "nonce of deployer %s: %d without %s at %s (expected: a wallet that has sent nothing but this deployment)"
                            .formatted(deployer, nonce, step.name(), address));
        }
    }

    private static <T extends Step> List<T> only(Class<T> kind, List<Step> steps) {
        var matching = new ArrayList<T>();
        steps.stream().filter(kind::isInstance).map(kind::cast).forEach(matching::add);
        return matching;
    }

    private record Numbered(Step step, long nonce) {}
}

package org.antiphon.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.Step;

/**
 * What a chain has of a deployment already, and what is to be sent.
 *
 * @param chainId of the chain
 * @param head the chain's newest block when the plan was made
 * @param deployer sends the transactions, lower-case
 * @param nonce of the deployer's next transaction
 * @param addresses of all contracts, created or not, by step
 * @param steps in the order of the deployment
 * @param gasPrice that is offered, in wei
 * @param balance of the deployer, in wei
 */
public record DeploymentPlan(
        long chainId,
        long head,
        String deployer,
        long nonce,
        Map<String, String> addresses,
        List<PlannedStep> steps,
        BigInteger gasPrice,
        BigInteger balance) {

    /** Copies the list. */
    public DeploymentPlan {
        steps = List.copyOf(steps);
    }

    /** How far a step is. */
    public enum State {
        /** Its transaction was sent and is in effect. */
        DONE,
        /** The deployment was completed, and somebody with the right to do so changed afterwards what this call had set. */
        CHANGED,
        /** At its address is code that this version does not create: another contract's, or another version's. */
        OTHER,
        /** Its transaction was sent and is not in effect: it has to be sent again. */
        FAILED,
        /** Its transaction has to be sent. */
        PENDING
    }

    /** A step and how far it is. */
    public record PlannedStep(Step step, State state) {}

    /**
     * The steps to send, in the order of their nonces, of which the first is {@link #nonce}. Failed calls are made again as
     * soon as no creation, whose nonce is fixed, is to follow.
     */
    public List<Step> pending() {
        var order = new ArrayList<>(inState(State.PENDING));
        var creations = order.stream().filter(Step.Create.class::isInstance).toList();
        var afterCreations = creations.isEmpty() ? 0 : order.indexOf(creations.getLast()) + 1;
        order.addAll(afterCreations, inState(State.FAILED));
        return order;
    }

    /** The gas that the pending steps can use at most. */
    public long gas() {
        return pending().stream().mapToLong(Step::gasLimit).sum();
    }

    /** What that gas costs, in wei. */
    public BigInteger cost() {
        return gasPrice.multiply(BigInteger.valueOf(gas()));
    }

    /** Where the contracts are once nothing is pending. */
    public ChainAddresses chainAddresses() {
        return new ChainAddresses(chainId, nonce == 0 ? head : 0, addresses);
    }

    /** Whether the step is the last one, after which the deployer has no rights any more. */
    boolean isLast(Step step) {
        return steps.getLast().step().equals(step);
    }

    /** The created contracts whose code is not this version's, by name. */
    public List<String> others() {
        return inState(State.OTHER).stream().map(Step::name).toList();
    }

    /**
     * Refuses to build on code of another contract or version.
     *
     * @throws ChainException naming the contracts
     */
    public void requireOwnCode() {
        if (!others().isEmpty()) {
            throw new ChainException(
                    "code of %s: another contract's, or another version's (expected: this version's; use a new deployer, or the version that began)"
                            .formatted(others()));
        }
    }

    public void requireFunds() {
        if (balance.compareTo(cost()) < 0) {
            throw new ChainException(
                    "balance of deployer %s: %s wei (expected: at least %s, for %d transactions with %d gas at %s wei)"
                            .formatted(deployer, balance, cost(), pending().size(), gas(), gasPrice));
        }
    }

    static List<PlannedStep> steps(Deployment deployment, long nonce, Predicate<Step> isInEffect) {
        var steps = deployment.steps();
        var sent = steps.subList(0, (int) Math.min(nonce, steps.size()));
        var complete = sent.size() == steps.size() && isInEffect.test(steps.getLast());
        var planned = new ArrayList<PlannedStep>();
        for (var step : steps) {
            planned.add(new PlannedStep(step, state(step, planned.size() < sent.size(), complete, isInEffect)));
        }
        return planned;
    }

    private static State state(Step step, boolean sent, boolean complete, Predicate<Step> isInEffect) {
        if (!sent) {
            return State.PENDING;
        }
        if (isInEffect.test(step)) {
            return State.DONE;
        }
        if (step instanceof Step.Create) {
            return State.OTHER;
        }
        return complete ? State.CHANGED : State.FAILED;
    }

    private List<Step> inState(State state) {
        return steps.stream()
                .filter(planned -> planned.state() == state)
                .map(PlannedStep::step)
                .toList();
    }
}

package org.antiphon.contracts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.web3j.crypto.ContractUtils;

/**
 * What has to be on a chain before Antiphon can run on it, as an ordered list of transactions of one deployer, who sends
 * nothing else before them: the n-th step is the transaction with nonce n.
 *
 * <p>So the order is part of the contract with the world. Where a contract is follows from the deployer and the step's
 * place, Audius's clients know EntityManager's development address, which is that of a fourth transaction, and a deployment
 * that was made once can only be extended at its end. No parameter may change how many steps precede a creation.
 */
public record Deployment(List<Step> steps) {

    /** Copies the list. */
    public Deployment {
        steps = List.copyOf(steps);
        if (steps.stream().map(Step::name).distinct().count() < steps.size()) {
            throw new IllegalArgumentException("steps: a name stands twice (expected: names of their own)");
        }
    }

    /** Another deployment after this one, on the same chain. */
    public Deployment then(Deployment next) {
        var both = new ArrayList<>(steps);
        both.addAll(next.steps);
        return new Deployment(both);
    }

    /** Where each created contract is or will be, by step, lower-case. */
    public Map<String, String> addresses(String deployer) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int nonce = 0; nonce < steps.size(); nonce++) {
            if (steps.get(nonce) instanceof Step.Create create) {
                var address = ContractUtils.generateContractAddress(deployer, BigInteger.valueOf(nonce));
                addresses.put(create.name(), address.toLowerCase(Locale.ROOT));
            }
        }
        return addresses;
    }

    /** The address of a step's contract. */
    public static String address(Map<String, String> addresses, String step) {
        var address = addresses.get(step);
        if (address == null) {
            throw new IllegalArgumentException("%s (expected: one of %s)".formatted(step, addresses.keySet()));
        }
        return address;
    }
}

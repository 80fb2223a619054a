package org.antiphon.contracts;

import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

/** Puts the steps of a {@link Deployment} together. */
final class DeploymentBuilder {

    private final List<Step> steps = new ArrayList<>();
    private final String proxyBytecode;
    private final Argument proxyAdmin;

    /** For contracts behind one kind of proxy, with one admin. */
    DeploymentBuilder(String proxyBytecode, Argument proxyAdmin) {
        this.proxyBytecode = proxyBytecode;
        this.proxyAdmin = proxyAdmin;
    }

    /** Creates a contract that stands for itself. */
    DeploymentBuilder contract(String name, String bytecode, Argument... arguments) {
        steps.add(new Step.Create(name, bytecode, List.of(arguments)));
        return this;
    }

    /** Creates a contract and, under its name, the proxy before it, which initialises it. */
    DeploymentBuilder proxied(String name, String bytecode, Invocation initialiser) {
        var logic = name + "Logic";
        return contract(logic, bytecode)
                .contract(
                        name,
                        proxyBytecode,
                        new Argument.AddressOf(logic),
                        proxyAdmin,
                        new Argument.Encoded(initialiser));
    }

    /** Calls a contract as the deployer; afterwards the view answers as given. */
    DeploymentBuilder call(String name, String target, Invocation invocation, Invocation view, Argument... answer) {
        steps.add(new Step.Call(name, target, invocation, new Step.Effect(target, view, List.of(answer))));
        return this;
    }

    /** Has Governance call a contract, by order of its guardian. */
    DeploymentBuilder govern(
            String name,
            String governance,
            RegistryKey key,
            Invocation invocation,
            Invocation view,
            Argument... answer) {
        var order = new Invocation(
                "guardianExecuteTransaction",
                List.of(
                        new Argument.Value(key.word()),
                        new Argument.Value(new Uint256(0)),
                        new Argument.Value(new Utf8String(invocation.signature())),
                        new Argument.EncodedArguments(invocation)));
        steps.add(new Step.Call(name, governance, order, new Step.Effect(key.contract(), view, List.of(answer))));
        return this;
    }

    Deployment build() {
        return new Deployment(steps);
    }
}

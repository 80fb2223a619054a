package org.antiphon.contracts;

import java.util.List;
import org.web3j.abi.datatypes.Function;

/** One transaction of a {@link Deployment}. */
public sealed interface Step {

    /** Unique within the deployment; other steps and the logs refer to it. */
    String name();

    /**
     * Creates a contract.
     *
     * @param bytecode creation code, hex with {@code 0x}
     * @param arguments of the constructor, in order
     */
    record Create(String name, String bytecode, List<Argument> arguments) implements Step {

        /** Copies the list. */
        public Create {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Calls a created contract, unless that was done before.
     *
     * @param target name of the step that created the contract
     * @param function what to call
     * @param done view function that answers {@code true} once the call has taken effect
     */
    record Call(String name, String target, Function function, Function done) implements Step {}
}

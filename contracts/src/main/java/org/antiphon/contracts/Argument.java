package org.antiphon.contracts;

import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;

/** A constructor argument of a {@link Step.Create}; links between contracts are named, since addresses come later. */
public sealed interface Argument {

    /** A value known beforehand. */
    record Value(Type<?> value) implements Argument {}

    /** The address of the contract that an earlier step creates. */
    record AddressOf(String step) implements Argument {}

    /** An encoded call, as {@code bytes}: the initialiser a proxy makes while it is created. */
    record Encoded(Function function) implements Argument {}
}

package org.antiphon.contracts;

import java.util.Map;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.utils.Numeric;

/**
 * An argument of a constructor or an {@link Invocation}; links between contracts are named, since addresses follow from
 * the deployer.
 */
public sealed interface Argument {

    /** A value known beforehand. */
    record Value(Type<?> value) implements Argument {}

    /** The address of the contract that a step creates, earlier or later. */
    record AddressOf(String step) implements Argument {}

    /** A call with its selector, as {@code bytes}: the initialiser that a proxy calls while it is created. */
    record Encoded(Invocation invocation) implements Argument {}

    /** The arguments of a call without its selector, as {@code bytes}: the form that Governance takes. */
    record EncodedArguments(Invocation invocation) implements Argument {}

    /** The type in a function's signature, for example {@code uint256}. */
    default String typeName() {
        return switch (this) {
            case Value(var value) -> value.getTypeAsString();
            case AddressOf unused -> Address.TYPE_NAME;
            case Encoded unused -> DynamicBytes.TYPE_NAME;
            case EncodedArguments unused -> DynamicBytes.TYPE_NAME;
        };
    }

    /**
     * The value to encode.
     *
     * @param addresses of the created contracts, by step
     */
    default Type<?> resolve(Map<String, String> addresses) {
        return switch (this) {
            case Value(var value) -> value;
            case AddressOf(var step) -> new Address(Deployment.address(addresses, step));
            case Encoded(var invocation) -> bytes(invocation.encode(addresses));
            case EncodedArguments(var invocation) -> bytes(invocation.encodeArguments(addresses));
        };
    }

    private static DynamicBytes bytes(String hex) {
        return new DynamicBytes(Numeric.hexStringToByteArray(hex));
    }
}

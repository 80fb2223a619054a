package org.antiphon.contracts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.Hash;

/**
 * A function with its arguments.
 *
 * @param function name without argument types
 * @param arguments in order
 */
public record Invocation(String function, List<Argument> arguments) {

    /** Copies the list. */
    public Invocation {
        arguments = List.copyOf(arguments);
    }

    /** A function of values that are known beforehand. */
    public static Invocation of(String function, Type<?>... values) {
        return new Invocation(
                function,
                List.of(values).stream().<Argument>map(Argument.Value::new).toList());
    }

    /** A function of the address of one created contract. */
    public static Invocation ofAddress(String function, String step) {
        return new Invocation(function, List.of(new Argument.AddressOf(step)));
    }

    /** For example {@code transfer(address,uint256)}. */
    public String signature() {
        return arguments.stream().map(Argument::typeName).collect(Collectors.joining(",", function + "(", ")"));
    }

    /** Selector and arguments, hex with {@code 0x}. */
    public String encode(Map<String, String> addresses) {
        return Hash.sha3String(signature()).substring(0, 10) + encode(arguments, addresses);
    }

    /** The arguments alone, hex with {@code 0x}. */
    public String encodeArguments(Map<String, String> addresses) {
        return "0x" + encode(arguments, addresses);
    }

    static String encode(List<Argument> arguments, Map<String, String> addresses) {
        var values = arguments.stream()
                .<Type<?>>map(argument -> argument.resolve(addresses))
                .toList();
        return FunctionEncoder.encodeConstructor(List.copyOf(values));
    }
}

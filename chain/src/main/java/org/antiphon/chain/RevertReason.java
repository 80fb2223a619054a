package org.antiphon.chain;

import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.utils.Numeric;

/** Tells a call that the contract (or the gas rules) refused from one the node could not carry out. */
final class RevertReason {

    private static final Pattern ERROR_STRING = Pattern.compile("0x08c379a0(?:[0-9a-f]{64})+");
    private static final Pattern REFUSAL = Pattern.compile("(?i)revert|gas|invalid opcode|vm exception");
    private static final Pattern PREFIX = Pattern.compile("(?i)^execution reverted:? ?");

    private RevertReason() {}

    /** The reason in words, empty when the call was not refused at all. */
    static Optional<String> of(RpcErrorException error) {
        var data = ERROR_STRING.matcher(error.data());
        if (data.find()) {
            return Optional.of(text(data.group()));
        }
        return REFUSAL.matcher(error.reason()).find() ? Optional.of(words(error.reason())) : Optional.empty();
    }

    private static String text(String data) {
        try {
            return new AbiReader(Numeric.hexStringToByteArray("0x" + data.substring(10))).lenientText(0);
        } catch (IllegalArgumentException e) {
            return "execution reverted";
        }
    }

    private static String words(String reason) {
        var words = PREFIX.matcher(reason).replaceFirst("");
        return words.isBlank() ? "execution reverted" : words;
    }
}

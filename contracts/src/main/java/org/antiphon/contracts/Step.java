package org.antiphon.contracts;

import java.util.List;
import java.util.Map;

/** One transaction of a {@link Deployment}. */
public sealed interface Step {

    /** Unique within the deployment; other steps and the logs refer to it. */
    String name();

    /**
     * What the transaction carries, hex with {@code 0x}.
     *
     * @param addresses of the created contracts, by step
     */
    String data(Map<String, String> addresses);

    /** The gas that is enough for the transaction with some to spare; at most 8,000,000. */
    long gasLimit();

    /**
     * Creates a contract.
     *
     * @param bytecode creation code, hex with {@code 0x}
     * @param arguments of the constructor, in order
     */
    record Create(String name, String bytecode, List<Argument> arguments) implements Step {

        private static final int GAS_PER_BYTE = 220;
        private static final int GAS_OF_INITIALISER = 600_000;

        /** Copies the list. */
        public Create {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String data(Map<String, String> addresses) {
            return bytecode + Invocation.encode(arguments, addresses);
        }

        @Override
        public long gasLimit() {
            return GAS_OF_INITIALISER + bytecode.length() / 2L * GAS_PER_BYTE;
        }

        /**
         * Whether code found on a chain is what this step creates: creation code ends with it, except that it has zeros where
         * the constructor fills in immutable values.
         *
         * @param code runtime code, hex with {@code 0x}
         */
        public boolean creates(String code) {
            var start = bytecode.length() - (code.length() - 2);
            if (code.length() <= 2 || start < 2) {
                return false;
            }
            for (int i = 2; i < code.length(); i++) {
                var expected = bytecode.charAt(start + i - 2);
                if (expected != '0' && expected != code.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Calls a created contract.
     *
     * @param target name of the step that created the contract
     * @param invocation what to call
     * @param done tells whether the call has taken effect
     */
    record Call(String name, String target, Invocation invocation, Effect done) implements Step {

        private static final int GAS_LIMIT = 500_000;

        @Override
        public String data(Map<String, String> addresses) {
            return invocation.encode(addresses);
        }

        @Override
        public long gasLimit() {
            return GAS_LIMIT;
        }
    }

    /**
     * What a call leads to: a view of a contract that answers certain values from then on.
     *
     * @param target name of the step that created the contract
     * @param view function without side effects
     * @param answer all that it returns, of types with a fixed size
     */
    record Effect(String target, Invocation view, List<Argument> answer) {

        /** Copies the list. */
        public Effect {
            answer = List.copyOf(answer);
        }

        /** Whether a view's returned data, hex with {@code 0x}, is the answer. */
        public boolean isShownBy(String data, Map<String, String> addresses) {
            return data.equalsIgnoreCase("0x" + Invocation.encode(answer, addresses));
        }
    }
}

package org.antiphon.chain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A call to be made by the relay's wallet.
 *
 * @param id idempotency key, 1 to 128 characters, for example the digest of the signed request: the same id is the same
 *     transaction, whatever else it carries
 * @param to the contract
 * @param data calldata; not copied, so not to be changed
 * @param gasLimit gas it may use, above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record RelayTransaction(String id, String to, byte[] data, long gasLimit) {

    /** Checks id, address and gas limit; the address becomes lower-case. */
    public RelayTransaction {
        if (id.isEmpty() || id.length() > 128) {
            throw new IllegalArgumentException("id: %d characters (expected: 1..128)".formatted(id.length()));
        }
        if (gasLimit <= 0) {
            throw new IllegalArgumentException("gasLimit: " + gasLimit + " (expected: above 0)");
        }
        Words.address(to);
        to = to.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelayTransaction that
                && id.equals(that.id)
                && to.equals(that.to)
                && Arrays.equals(data, that.data)
                && gasLimit == that.gasLimit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, to, Arrays.hashCode(data), gasLimit);
    }

    @Override
    public String toString() {
        return "RelayTransaction[id=%s, to=%s, data=%d bytes, gasLimit=%d]".formatted(id, to, data.length, gasLimit);
    }
}

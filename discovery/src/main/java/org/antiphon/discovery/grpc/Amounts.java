package org.antiphon.discovery.grpc;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Amounts as the protos hold them: in decimal, because they are larger than any integer of protobuf. */
final class Amounts {
    private Amounts() {}

    /** The amount; empty when there is none. */
    static String of(@Nullable BigInteger amount) {
        return amount == null ? "" : amount.toString();
    }
}

package org.antiphon.chain;

import java.math.BigInteger;
import java.util.Arrays;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * Recoverable secp256k1 signatures in Ethereum's 65-byte form r ‖ s ‖ v. Only the one canonical form of a signature is
 * taken (low s, v 27 or 28), as the contracts do.
 */
final class Signatures {

    private static final int LENGTH = 65;
    private static final BigInteger MAX_S = Sign.CURVE_PARAMS.getN().shiftRight(1);

    private Signatures() {}

    static byte[] sign(byte[] digest, Credentials credentials) {
        var signature = Sign.signMessage(digest, credentials.getEcKeyPair(), false);
        return Words.concat(signature.getR(), signature.getS(), signature.getV());
    }

    /** The signer's address, or {@link IllegalArgumentException} for what is not a canonical signature. */
    static String recover(byte[] digest, byte[] signature) {
        require(signature.length == LENGTH, "signature: %d bytes (expected: 65)", signature.length);
        var v = signature[64] & 0xff;
        require(v == 27 || v == 28, "signature: v is %d (expected: 27 or 28)", v);
        var r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
        var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        require(
                isWithin(r, Sign.CURVE_PARAMS.getN().subtract(BigInteger.ONE)),
                "signature: r is %s (expected: 1..n-1)",
                r);
        require(isWithin(s, MAX_S), "signature: s is %s (expected: 1..n/2)", s);
        var key = Sign.recoverFromSignature(v - 27, new ECDSASignature(r, s), digest);
        require(key != null, "signature: no key can have made it (expected: %s)", "a signature of this message");
        return "0x" + Keys.getAddress(key);
    }

    private static boolean isWithin(BigInteger value, BigInteger limit) {
        return value.signum() > 0 && value.compareTo(limit) <= 0;
    }

    private static void require(boolean condition, String message, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(value));
        }
    }
}

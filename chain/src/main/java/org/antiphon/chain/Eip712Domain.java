package org.antiphon.chain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.web3j.crypto.Hash;

/**
 * The EIP-712 domain of one EntityManager: it ties a signature to one contract on one chain.
 *
 * @param chainId as given to the contract's {@code initialize}, positive
 * @param verifyingContract address of EntityManager's proxy
 */
public record Eip712Domain(long chainId, String verifyingContract) {

    private static final byte[] TYPE_HASH =
            keccak("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final byte[] NAME_HASH = keccak("Entity Manager");
    private static final byte[] VERSION_HASH = keccak("1");

    /** Checks both; the address becomes lower-case. */
    public Eip712Domain {
        if (chainId <= 0) {
            throw new IllegalArgumentException("chainId: " + chainId + " (expected: above 0)");
        }
        verifyingContract = verifyingContract.toLowerCase(Locale.ROOT);
        Words.address(verifyingContract);
    }

    /** The domain separator: 32 bytes. */
    public byte[] separator() {
        return Hash.sha3(Words.concat(
                TYPE_HASH, NAME_HASH, VERSION_HASH, Words.uint(chainId), Words.address(verifyingContract)));
    }

    private static byte[] keccak(String text) {
        return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
    }
}

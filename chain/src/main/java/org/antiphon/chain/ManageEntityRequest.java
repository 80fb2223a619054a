package org.antiphon.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;

/**
 * One change of one entity, as its author signs it for EntityManager (EIP-712, primary type {@code ManageEntity}).
 *
 * @param userId on whose behalf, unsigned 256 bits
 * @param entityType for example {@code Track}
 * @param entityId unsigned 256 bits
 * @param action for example {@code Create}
 * @param metadata normally JSON, may be empty
 * @param nonce 32 bytes as hex with {@code 0x}, random: the same request twice is refused on chain
 */
public record ManageEntityRequest(
        BigInteger userId, String entityType, BigInteger entityId, String action, String metadata, String nonce) {

    // Clients sign the alias "uint" instead of "uint256".
    private static final byte[] TYPE_HASH = keccak(
            "ManageEntity(uint userId,string entityType,uint entityId,string action,string metadata,bytes32 nonce)");

    /** Checks the numbers and the nonce, which becomes lower-case. */
    public ManageEntityRequest {
        Words.uint(userId);
        Words.uint(entityId);
        Words.bytes32(nonce);
        nonce = nonce.toLowerCase(Locale.ROOT);
    }

    /** The same with ids that fit a {@code long}. */
    public static ManageEntityRequest of(
            long userId, String entityType, long entityId, String action, String metadata, String nonce) {
        return new ManageEntityRequest(
                BigInteger.valueOf(userId), entityType, BigInteger.valueOf(entityId), action, metadata, nonce);
    }

    /**
     * Reads the calldata of {@code manageEntity}.
     *
     * @param hex with {@code 0x}, at most 128 KiB of calldata
     * @throws IllegalArgumentException when it is anything else than one well-formed call
     */
    public static SignedManageEntity decodeCall(String hex) {
        return ManageEntityCall.decode(hex);
    }

    /** Calldata of {@code manageEntity} for this request, hex with {@code 0x}. */
    public String encodeCall(byte[] signature) {
        return ManageEntityCall.encode(this, signature);
    }

    /** What is signed: 32 bytes. Identifies the request, also as idempotency key. */
    public byte[] digest(Eip712Domain domain) {
        return Hash.sha3(Words.concat(new byte[] {0x19, 0x01}, domain.separator(), structHash()));
    }

    /** The author's signature: 65 bytes r ‖ s ‖ v, v 27 or 28. */
    public byte[] sign(Credentials credentials, Eip712Domain domain) {
        return Signatures.sign(digest(domain), credentials);
    }

    /**
     * The address whose key signed this request.
     *
     * @throws IllegalArgumentException when the signature is not 65 bytes, not canonical (high s, v other than 27 and 28)
     *     or impossible
     */
    public String recoverSigner(byte[] signature, Eip712Domain domain) {
        return Signatures.recover(digest(domain), signature);
    }

    private byte[] structHash() {
        return Hash.sha3(Words.concat(
                TYPE_HASH,
                Words.uint(userId),
                keccak(entityType),
                Words.uint(entityId),
                keccak(action),
                keccak(metadata),
                HexFormat.of().parseHex(nonce, 2, nonce.length())));
    }

    private static byte[] keccak(String text) {
        return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
    }
}

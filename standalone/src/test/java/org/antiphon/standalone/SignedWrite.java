package org.antiphon.standalone;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.ManageEntityRequest;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;

/** Seeded builder of signed writes as official clients send them, with each part replaceable. */
final class SignedWrite {
    private static final SecureRandom random = new SecureRandom();

    private SignedWrite() {}

    static Credentials newWallet() {
        try {
            return Credentials.create(Keys.createEcKeyPair());
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String newNonce() {
        var nonce = new byte[32];
        random.nextBytes(nonce);
        return "0x" + HexFormat.of().formatHex(nonce);
    }

    static Map<String, Object> body(
            Credentials signer,
            Eip712Domain domain,
            long userId,
            String type,
            long id,
            String action,
            String metadata) {
        return body(signer, domain, ManageEntityRequest.of(userId, type, id, action, metadata, newNonce()));
    }

    static Map<String, Object> body(Credentials signer, Eip712Domain domain, ManageEntityRequest request) {
        var body = new HashMap<String, Object>();
        body.put("contractAddress", domain.verifyingContract());
        body.put("contractRegistryKey", "EntityManager");
        body.put("encodedABI", request.encodeCall(request.sign(signer, domain)));
        body.put("gasLimit", 2_000_000);
        body.put("senderAddress", signer.getAddress());
        return body;
    }
}

package org.antiphon.identity.relay;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.ManageEntityRequest;
import org.web3j.crypto.Credentials;

/** Signed calls as a client makes them. */
public final class Requests {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Requests() {}

    public static String nonce() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    public static Credentials key(int number) {
        return Credentials.create("%064x".formatted(number));
    }

    public static ManageEntityRequest save(long trackId, String nonce) {
        return ManageEntityRequest.of(1, "Track", trackId, "Save", "", nonce);
    }

    public static String call(ManageEntityRequest request, Credentials signer, Eip712Domain domain) {
        return request.encodeCall(request.sign(signer, domain));
    }

    static RelayCommand command(String calldata) {
        return new RelayCommand("", "EntityManager", calldata, "");
    }
}

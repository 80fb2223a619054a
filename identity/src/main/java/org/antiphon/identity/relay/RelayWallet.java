package org.antiphon.identity.relay;

import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;

/** The wallet that pays. Its own type, so that the key can't get into a log line or an error text. */
public record RelayWallet(Credentials credentials) {
    private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

    /** From a private key in hexadecimal. */
    public static RelayWallet of(String privateKey) {
        if (!KEY.matcher(privateKey).matches()) {
            throw new IllegalArgumentException(
                    "antiphon.identity.relay-key: malformed (expected: 32 bytes in hexadecimal)");
        }
        return new RelayWallet(Credentials.create(privateKey));
    }

    String address() {
        return credentials.getAddress();
    }

    @Override
    public String toString() {
        return "RelayWallet[" + address() + "]";
    }
}

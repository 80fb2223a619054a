package org.antiphon.chain;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/** Signs transactions for one chain, in the form with one gas price that every chain takes. */
record Wallet(Credentials credentials, long chainId) {

    String address() {
        return credentials.getAddress().toLowerCase(Locale.ROOT);
    }

    /**
     * A transaction without value.
     *
     * @param to null to create a contract from {@code data}
     * @param data hex
     */
    Signed sign(long nonce, BigInteger gasPrice, BigInteger gasLimit, @Nullable String to, String data) {
        var transaction = RawTransaction.createTransaction(
                BigInteger.valueOf(nonce), gasPrice, gasLimit, to, BigInteger.ZERO, data);
        var raw = TransactionEncoder.signMessage(transaction, chainId, credentials);
        return new Signed(Words.hex(Hash.sha3(raw)), raw);
    }

    /** A signed transaction and its hash. */
    @SuppressWarnings("ArrayRecordComponent")
    record Signed(String hash, byte[] raw) {}
}

package org.antiphon.chain;

import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.MnemonicUtils;

/** The accounts of the public development mnemonic that Audius's clients know. They hold nothing on any real chain. */
final class DevAccounts {

    static final int COUNT = 50;
    static final String MNEMONIC = "myth like bonus scare over problem client lizard pioneer submit female collect";

    private static final int HARDENED = Bip32ECKeyPair.HARDENED_BIT;
    private static final int[] ACCOUNTS = {44 | HARDENED, 60 | HARDENED, HARDENED, 0};
    private static final Bip32ECKeyPair PARENT = Bip32ECKeyPair.deriveKeyPair(
            Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(MNEMONIC, "")), ACCOUNTS);

    private DevAccounts() {}

    /** Path m/44'/60'/0'/0/index. */
    static Credentials credentials(int index) {
        if (index < 0 || index >= COUNT) {
            throw new IllegalArgumentException("index: %d (expected: 0..%d)".formatted(index, COUNT - 1));
        }
        return Credentials.create(Bip32ECKeyPair.deriveKeyPair(PARENT, new int[] {index}));
    }
}

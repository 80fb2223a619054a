package org.antiphon.identity.relay;

import org.antiphon.chain.RelayTransaction;

/**
 * A call that is known to be its signer's.
 *
 * @param signer the recovered address, lower-case
 * @param nonce the signer's nonce, hexadecimal
 * @param digest what was signed, hexadecimal
 * @param transaction the call to make; its id is the same for the same request of the same signer
 */
record VerifiedCall(String signer, String nonce, String digest, RelayTransaction transaction) {

    String id() {
        return transaction.id();
    }
}

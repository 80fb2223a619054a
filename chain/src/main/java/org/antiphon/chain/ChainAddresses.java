package org.antiphon.chain;

/**
 * Where Antiphon's contracts are.
 *
 * @param chainId of the chain they are on
 * @param entityManager EntityManager's proxy, lower-case
 * @param playLedger PlayLedger's proxy, lower-case
 */
public record ChainAddresses(long chainId, String entityManager, String playLedger) {

    /** The domain in which requests for EntityManager are signed. */
    public Eip712Domain domain() {
        return new Eip712Domain(chainId, entityManager);
    }
}

package org.antiphon.chain;

/**
 * A node as it is registered on the chain.
 *
 * @param key its type and id
 * @param owner account that staked for it, lower-case
 * @param endpoint URL under which it answers, as its owner wrote it
 * @param delegateOwnerWallet account that the node itself signs with, lower-case
 * @param block in which it was registered
 */
public record RegisteredNode(Key key, String owner, String endpoint, String delegateOwnerWallet, long block) {

    /**
     * What a node is called.
     *
     * @param type for example {@code content-node}
     * @param id counted per type from 1, never used again
     */
    public record Key(String type, long id) {
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }
}

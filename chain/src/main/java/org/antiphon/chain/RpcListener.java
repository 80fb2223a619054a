package org.antiphon.chain;

/**
 * Hears what goes on between a {@link ChainClient} and its nodes, to count it. Nodes are named by scheme, host and port,
 * never by the rest of their URL. Called from any thread; must not block.
 */
public interface RpcListener {

    /** Listens to nothing. */
    RpcListener NONE = new RpcListener() {};

    /** A request was answered, well or not. */
    default void answered(String node) {}

    /** A request got no answer. */
    default void failed(String node) {}

    /** A node is not asked for a while, because it failed, lags behind or contradicts. */
    default void dropped(String node, String reason) {}

    /** Another node is asked from now on. */
    default void switched(String from, String to) {}
}

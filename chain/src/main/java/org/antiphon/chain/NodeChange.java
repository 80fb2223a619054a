package org.antiphon.chain;

/** One step in the life of the membership; a reorg shows as the steps back. */
public sealed interface NodeChange {

    /** The node, at last as it was. */
    RegisteredNode node();

    /** A node was registered. */
    record Joined(RegisteredNode node) implements NodeChange {}

    /** A node has another endpoint or delegate wallet than before. */
    record Moved(RegisteredNode before, RegisteredNode node) implements NodeChange {}

    /** A node was deregistered. */
    record Left(RegisteredNode node) implements NodeChange {}
}

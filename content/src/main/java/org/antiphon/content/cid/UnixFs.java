package org.antiphon.content.cid;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The balanced UnixFS graph over the leaves of a file, with the recipe of
 * {@code ipfs add --cid-version=1 --raw-leaves --chunker=size-1048576}, so that any IPFS client finds the same CID.
 */
public final class UnixFs {
    /** The size of every leaf but the last. */
    public static final int LEAF_SIZE = 1 << 20;

    /** The most links of a node; the default of the IPFS tools. */
    static final int MAX_LINKS = 174;

    private static final int FILE = 2;

    private UnixFs() {}

    /** The number of leaves of a file; an empty file is one empty leaf. */
    public static int leafCount(long fileSize) {
        return (int) Math.max(1, Math.ceilDiv(fileSize, (long) LEAF_SIZE));
    }

    /** The size of one leaf. */
    public static int leafSize(long fileSize, int leaf) {
        return (int) Math.min(LEAF_SIZE, fileSize - (long) leaf * LEAF_SIZE);
    }

    /** The CID of a file whose leaves have these digests. */
    public static Cid root(List<byte[]> leafDigests, long fileSize) {
        if (leafDigests.size() != leafCount(fileSize)) {
            throw new IllegalArgumentException(
                    "leaves: %d (expected: %d)".formatted(leafDigests.size(), leafCount(fileSize)));
        }
        var level = new ArrayList<Node>(leafDigests.size());
        for (int leaf = 0; leaf < leafDigests.size(); leaf++) {
            var size = leafSize(fileSize, leaf);
            level.add(new Node(Cid.of(Codec.RAW, leafDigests.get(leaf)), size, size));
        }
        List<Node> nodes = level;
        while (nodes.size() > 1) {
            nodes = parents(nodes);
        }
        return nodes.getFirst().cid;
    }

    private static List<Node> parents(List<Node> children) {
        var parents = new ArrayList<Node>(Math.ceilDiv(children.size(), MAX_LINKS));
        for (int from = 0; from < children.size(); from += MAX_LINKS) {
            parents.add(parent(children.subList(from, Math.min(children.size(), from + MAX_LINKS))));
        }
        return parents;
    }

    private static Node parent(List<Node> children) {
        var block = encode(children);
        long content = 0;
        long total = block.length;
        for (var child : children) {
            content += child.contentSize;
            total += child.totalSize;
        }
        return new Node(Cid.of(Codec.DAG_PB, Sha256.newDigest().digest(block)), content, total);
    }

    /** A dag-pb node in its canonical form: the links (field 2) stand before the data (field 1). */
    private static byte[] encode(List<Node> children) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            for (var child : children) {
                out.writeByteArray(2, link(child));
            }
            out.writeByteArray(1, fileData(children));
            out.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] link(Node child) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, child.cid.bytes());
        out.writeString(2, "");
        out.writeUInt64(3, child.totalSize);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] fileData(List<Node> children) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeEnum(1, FILE);
        out.writeUInt64(
                3, children.stream().mapToLong(child -> child.contentSize).sum());
        for (var child : children) {
            out.writeUInt64(4, child.contentSize);
        }
        out.flush();
        return bytes.toByteArray();
    }

    /**
     * A subtree.
     *
     * @param contentSize the bytes of the file under it
     * @param totalSize the bytes of all blocks under it, as links state it
     */
    private record Node(Cid cid, long contentSize, long totalSize) {}
}

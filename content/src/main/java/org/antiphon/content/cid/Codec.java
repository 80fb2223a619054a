package org.antiphon.content.cid;

/** What the bytes under a CID are: the codecs of the multicodec table that UnixFS files use. */
public enum Codec {
    /** Plain bytes. */
    RAW(0x55),
    /** A node of a graph with links to its parts. */
    DAG_PB(0x70);

    private final byte code;

    Codec(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}

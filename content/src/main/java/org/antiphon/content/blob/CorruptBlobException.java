package org.antiphon.content.blob;

/** Stored bytes that don't match their digest. Internal to the store, which quarantines the blob before it reports it. */
final class CorruptBlobException extends Exception {
    private static final long serialVersionUID = 1L;

    CorruptBlobException(String what) {
        super(what);
    }
}

package org.antiphon.content.blob;

import java.util.Locale;

/** What a blob is, which decides who may read it. */
public enum BlobKind {
    /** An original that has not been looked at yet; not given out. */
    PENDING,
    /** Audio; needs a grant. */
    AUDIO,
    /** An excerpt that anyone may hear. */
    PREVIEW,
    /** A picture. */
    IMAGE;

    /** The name in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BlobKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

package org.antiphon.content.upload;

import java.util.Locale;

/** How far the work on an upload is. */
public enum UploadStatus {
    NEW,
    BUSY,
    DONE,
    ERROR;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return this == DONE || this == ERROR;
    }

    static UploadStatus of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

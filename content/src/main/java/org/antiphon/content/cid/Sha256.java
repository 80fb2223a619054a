package org.antiphon.content.cid;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash function of our CIDs, which every Java platform has. */
public final class Sha256 {
    private Sha256() {}

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.antiphon.identity.authentication;

import java.nio.ByteBuffer;

/** What is stored in place of a look-up key. Its own type, so that a key in clear can't get into a statement. */
record LookupHash(ByteBuffer bytes) {

    LookupHash(byte[] bytes) {
        this(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    @Override
    public String toString() {
        return "LookupHash[redacted]";
    }
}

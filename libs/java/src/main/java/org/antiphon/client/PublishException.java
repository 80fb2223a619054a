package org.antiphon.client;

/** Publishing failed for a reason that the artist can understand. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublishException(String message) {
        super(message);
    }
}

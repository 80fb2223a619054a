package org.antiphon.chain;

/** The relay holds as many unfinished transactions as it may, or is stopping: nothing was accepted, try again later. */
public final class RelayOverloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With the reason in words. */
    public RelayOverloaded(String message) {
        super(message);
    }
}

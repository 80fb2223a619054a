package org.antiphon.chain;

/** The transaction would fail, or can never be included; no gas was spent on it. */
public final class TransactionRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    /** With the contract's revert text, or the node's words. */
    public TransactionRefused(String reason) {
        super("transaction refused: " + reason);
        this.reason = reason;
    }

    /** The contract's revert text, for example {@code Signature not unique}, or the node's words. */
    public String reason() {
        return reason;
    }
}

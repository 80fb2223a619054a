package org.antiphon.discovery.network.model;

/** How far the refund of a purchase is. */
public enum RefundState {
    NONE,
    OWED,
    REFUNDED
}

package org.antiphon.discovery.query;

/** Which part of a list is wanted. */
public record Page(int limit, long offset) {
    /** One more than wanted, which tells whether there is a next page. */
    int probe() {
        return limit + 1;
    }
}

package org.antiphon.discovery.query;

import java.util.List;

/**
 * A part of a list.
 *
 * @param end the place behind which the list goes on; empty when it does not
 */
public record Part<T>(List<T> items, String end) {
    public Part {
        items = List.copyOf(items);
    }
}

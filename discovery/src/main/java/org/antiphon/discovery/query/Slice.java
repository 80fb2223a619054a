package org.antiphon.discovery.query;

import java.util.List;

/**
 * A part of a list.
 *
 * @param hasMore whether the list goes on behind it
 */
public record Slice<T>(List<T> items, boolean hasMore) {
    public Slice {
        items = List.copyOf(items);
    }

    /** Cuts off the one item that was read to see whether there are more. */
    static <T> Slice<T> of(List<T> probed, Page page) {
        boolean more = probed.size() > page.limit();
        return new Slice<>(more ? probed.subList(0, page.limit()) : probed, more);
    }
}

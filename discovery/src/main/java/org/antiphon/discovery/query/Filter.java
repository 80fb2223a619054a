package org.antiphon.discovery.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which rows are wanted, all conditions together. As text it tells the pages of one list from those of another. */
public record Filter(List<Condition> conditions) {
    private static final Filter EVERYTHING = new Filter(List.of());

    public Filter {
        conditions = List.copyOf(conditions);
    }

    /** Narrows nothing. */
    public static Filter everything() {
        return EVERYTHING;
    }

    /** Only rows with this text; the empty text narrows nothing. */
    public Filter with(String column, String value) {
        return value.isEmpty() ? this : and(column, "=", value);
    }

    /** Only rows with this number; 0 narrows nothing. */
    public Filter with(String column, long value) {
        return value == 0 ? this : and(column, "=", value);
    }

    /** Only rows with this address, however it is written; the empty one narrows nothing. */
    public Filter withAddress(String column, String value) {
        return with(column, value.toLowerCase(Locale.ROOT));
    }

    /** Only rows for which a column of truth values holds. */
    public Filter where(String column) {
        return and(column, "=", true);
    }

    /** Only rows that last changed up to a block. */
    Filter upTo(long block) {
        return and("block_number", "<=", block);
    }

    private Filter and(String column, String operator, Object value) {
        var all = new ArrayList<>(conditions);
        all.add(new Condition(column, operator, value));
        return new Filter(all);
    }

    /** What a column must hold; only the value comes from outside. */
    record Condition(String column, String operator, Object value) {}
}

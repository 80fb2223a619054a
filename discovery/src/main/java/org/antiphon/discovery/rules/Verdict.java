package org.antiphon.discovery.rules;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule decides about an action. */
public sealed interface Verdict {
    /**
     * The action takes effect.
     *
     * @param changes in order; none when the index already is as the action wants it
     */
    record Accepted(List<Change> changes) implements Verdict {
        public Accepted {
            changes = List.copyOf(changes);
        }

        /** The same with one more change. */
        public Accepted and(Change change) {
            return new Accepted(
                    Stream.concat(changes.stream(), Stream.of(change)).toList());
        }
    }

    /** The action has no effect. */
    record Rejected(Rejection kind, String detail) implements Verdict {
        /** The reason as a client reads it. */
        public String reason() {
            return kind + ": " + detail;
        }
    }

    /** The action takes effect. */
    static Accepted accept(Change... changes) {
        return new Accepted(List.of(changes));
    }

    /** The first objection of several, looked for in this order; null when there is none. */
    @SafeVarargs
    static @Nullable Verdict firstOf(Supplier<@Nullable Verdict>... objections) {
        for (var objection : objections) {
            var refused = objection.get();
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    /** The action has no effect; the detail tells the value and the expectation. */
    @FormatMethod
    static Verdict reject(Rejection kind, @FormatString String detail, Object... values) {
        return new Rejected(kind, detail.formatted(values));
    }
}

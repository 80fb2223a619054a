package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a metadata object one by one. An absent field keeps the value it had, null clears it, and the first
 * one that is not of its type or out of its bounds is remembered as the reason to reject the whole.
 */
final class FieldReader {
    private static final int MAX_JSON = 16 * 1024;
    private static final Pattern CID = Pattern.compile("(Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{32,128})?");

    private final ObjectNode data;
    private @Nullable String violation;

    FieldReader(ObjectNode data) {
        this.data = data;
    }

    /** The first thing wrong, or null. */
    @Nullable
    String violation() {
        return violation;
    }

    /** The rejection for the first thing wrong, or null. */
    @Nullable
    Verdict refuse() {
        return violation == null ? null : Verdict.reject(Rejection.METADATA_INVALID, "%s", violation);
    }

    boolean has(String name) {
        return data.has(name);
    }

    /** The field as it was sent, null when it was not. */
    @Nullable
    JsonNode node(String name) {
        return data.get(name);
    }

    @Nullable
    String text(String name, int most, @Nullable String before) {
        var node = data.get(name);
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual() && Texts.length(node.textValue()) <= most) {
            return node.textValue();
        }
        wrong(name, node, "a text of up to %d characters".formatted(most));
        return before;
    }

    @Nullable
    String text(String name, @Nullable String before) {
        return text(name, Texts.SHORT, before);
    }

    /** An address that, once there, stays; clients send none as an empty text too. */
    @Nullable
    String address(String name, @Nullable String before) {
        var node = data.get(name);
        if (node == null
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty())) {
            return before;
        }
        var found = Addresses.of(node);
        if (found == null) {
            wrong(name, node, "an address as in 0x0123456789abcdef0123456789abcdef01234567");
        }
        return found;
    }

    /** The name of a file on the content nodes: CIDv0 or CIDv1 in base32; clients send none as an empty text too. */
    @Nullable
    String cid(String name, @Nullable String before) {
        var found = text(name, before);
        if (found == null || found.equals(before) || CID.matcher(found).matches()) {
            return found;
        }
        violate("%s: \"%s\" (expected: a CID)".formatted(name, Texts.brief(found)));
        return before;
    }

    /** An address of the payment chain; clients send none as an empty text too. */
    @Nullable
    String solanaAddress(String name, @Nullable String before) {
        var found = text(name, before);
        if (found == null || found.isEmpty() || found.equals(before) || SolanaAddresses.isOne(found)) {
            return found;
        }
        violate("%s: \"%s\" (expected: 32 bytes in base58)".formatted(name, Texts.brief(found)));
        return before;
    }

    /** A text that can't be cleared: null keeps what was there, blank is refused. */
    String requiredText(String name, int most, String before) {
        var found = text(name, most, before);
        var value = found == null ? before : found;
        if (value.isBlank()) {
            violate("%s: missing (expected: a text of 1 to %d characters)".formatted(name, most));
        }
        return value;
    }

    boolean flag(String name, boolean before) {
        var node = data.get(name);
        if (node == null || node.isNull()) {
            return before;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        wrong(name, node, "true or false");
        return before;
    }

    int wholeNumber(String name, int most, int before) {
        var node = data.get(name);
        if (node == null || node.isNull()) {
            return before;
        }
        if (isWithin(node, most)) {
            return node.intValue();
        }
        wrong(name, node, "0..%d".formatted(most));
        return before;
    }

    @Nullable
    Double number(String name, int most, @Nullable Double before) {
        var node = data.get(name);
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return null;
        }
        if (isWithin(node, most)) {
            return node.doubleValue();
        }
        wrong(name, node, "0..%d".formatted(most));
        return before;
    }

    @Nullable
    Long id(String name, @Nullable Long before) {
        var node = data.get(name);
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return null;
        }
        if (isId(node)) {
            return node.longValue();
        }
        wrong(name, node, "an id");
        return before;
    }

    /** An id that has to be there; 0, which nothing has, when it is not. */
    long requiredId(String name) {
        var found = id(name, null);
        if (found == null) {
            violate("%s: missing (expected: an id)".formatted(name));
        }
        return found == null ? 0 : found;
    }

    /** A list of ids. */
    @Nullable
    JsonNode ids(String name, int most, @Nullable JsonNode before) {
        var found = list(name, before);
        if (found != null && (found.size() > most || !found.valueStream().allMatch(FieldReader::isId))) {
            wrong(name, found, "up to %d ids".formatted(most));
        }
        return found;
    }

    /** A word that has to be one of these, in lower case; the first where there is none. */
    String word(String name, String first, String... others) {
        var found = text(name, null);
        var word = found == null ? first : found.toLowerCase(Locale.ROOT);
        if (!word.equals(first) && !List.of(others).contains(word)) {
            var expected = Stream.concat(Stream.of(first), Stream.of(others)).collect(Collectors.joining(", "));
            violate("%s: \"%s\" (expected: one of %s)".formatted(name, Texts.brief(word), expected));
        }
        return word;
    }

    /** Notes a violation when there is an id and it isn't this one. */
    void requireId(String name, long expected) {
        var found = id(name, expected);
        if (found != null && found != expected) {
            violate("%s: %d (expected: the user_id %d)".formatted(name, found, expected));
        }
    }

    @Nullable
    JsonNode object(String name, @Nullable JsonNode before) {
        return object(name, MAX_JSON, before);
    }

    @Nullable
    JsonNode object(String name, int most, @Nullable JsonNode before) {
        return json(name, "a JSON object", JsonNode::isObject, most, before);
    }

    @Nullable
    JsonNode list(String name, @Nullable JsonNode before) {
        return json(name, "a JSON list", JsonNode::isArray, MAX_JSON, before);
    }

    /** Objects in some versions of the protocol and lists in others. */
    @Nullable
    JsonNode objectOrList(String name, @Nullable JsonNode before) {
        return json(name, "a JSON object or list", JsonNode::isContainerNode, MAX_JSON, before);
    }

    private @Nullable JsonNode json(
            String name, String kind, Predicate<JsonNode> isKind, int most, @Nullable JsonNode before) {
        var node = data.get(name);
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return null;
        }
        if (isKind.test(node) && node.toString().length() <= most) {
            return node;
        }
        wrong(name, node, "%s of up to %d characters".formatted(kind, most));
        return before;
    }

    Instant time(String name, Instant before) {
        var node = data.get(name);
        if (node == null || node.isNull()) {
            return before;
        }
        var time = node.isTextual() ? parseTime(node.textValue().strip()) : null;
        if (time != null) {
            return time;
        }
        wrong(name, node, "a time as in 2024-01-31T12:00:00Z");
        return before;
    }

    void violate(String why) {
        if (violation == null) {
            violation = why;
        }
    }

    private void wrong(String name, JsonNode found, String expected) {
        violate("%s: %s (expected: %s)".formatted(name, Texts.brief(found.toString()), expected));
    }

    private static boolean isId(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && Ids.isPossible(node.longValue());
    }

    private static boolean isWithin(JsonNode node, int most) {
        return node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= most;
    }

    private static @Nullable Instant parseTime(String text) {
        try {
            var time = text.length() == "2024-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            boolean sensible = time.isAfter(Instant.EPOCH.minus(365_000, ChronoUnit.DAYS))
                    && time.isBefore(Instant.EPOCH.plus(365_000, ChronoUnit.DAYS));
            return sensible ? time.truncatedTo(ChronoUnit.MILLIS) : null;
        } catch (DateTimeParseException otherFormat) {
            return null;
        }
    }
}

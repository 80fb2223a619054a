package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a playlist in order. Clients send the whole list each time, as a flat list or, in older versions, as
 * {@code {"track_ids": [{"track": 1, "time": …}]}}.
 */
record PlaylistContents(List<Entry> entries) {
    static final int MAX_TRACKS = 5000;
    static final String FIELD = "playlist_contents";

    /**
     * A track in its place.
     *
     * @param added in seconds when the track was put there by the chain's clock
     * @param said when the client said it was, in seconds; with the track it tells entries apart
     */
    record Entry(long trackId, long added, long said) {}

    /** What metadata says, null when it says nothing; an entry of it is as old as it says until {@link #datedAt}. */
    static @Nullable PlaylistContents read(FieldReader in) {
        var node = in.node(FIELD);
        if (node == null || node.isNull()) {
            return null;
        }
        var list = node.isObject() ? node.path("track_ids") : node;
        if (!list.isArray() || list.size() > MAX_TRACKS) {
            in.violate("%s: %s with %d entries (expected: a list of at most %d)"
                    .formatted(FIELD, list.getNodeType(), list.size(), MAX_TRACKS));
            return null;
        }
        var entries = new ArrayList<Entry>(list.size());
        for (var each : list) {
            var entry = entry(each);
            if (entry == null) {
                in.violate("%s: %s (expected: a track_id and a timestamp in seconds)"
                        .formatted(FIELD, Texts.brief(each.toString())));
                return null;
            }
            entries.add(entry);
        }
        return new PlaylistContents(entries);
    }

    /** What a row holds. */
    static PlaylistContents of(JsonNode stored) {
        var entries = new ArrayList<Entry>(stored.size());
        stored.forEach(each -> entries.add(new Entry(
                each.path("track_id").longValue(),
                each.path("timestamp").longValue(),
                each.path("metadata_timestamp").longValue())));
        return new PlaylistContents(entries);
    }

    /** These entries, those that were there before since they were and the others since now. */
    PlaylistContents datedAt(long now, PlaylistContents before) {
        var known = new HashMap<List<Long>, Entry>();
        before.entries.forEach(old -> {
            known.putIfAbsent(List.of(old.trackId, old.added), old);
            known.put(List.of(old.trackId, old.said), old);
        });
        return new PlaylistContents(entries.stream()
                .map(entry -> {
                    var old = known.get(List.of(entry.trackId, entry.said));
                    return old != null ? old : new Entry(entry.trackId, now, entry.said);
                })
                .toList());
    }

    Set<Long> trackIds() {
        return entries.stream().map(Entry::trackId).collect(Collectors.toUnmodifiableSet());
    }

    JsonNode toJson() {
        var list = JsonNodeFactory.instance.arrayNode(entries.size());
        entries.forEach(entry -> list.addObject()
                .put("track_id", entry.trackId)
                .put("timestamp", entry.added)
                .put("metadata_timestamp", entry.said));
        return list;
    }

    private static @Nullable Entry entry(JsonNode node) {
        var id = either(node, "track_id", "track");
        var time = either(node, "timestamp", "time");
        var said = either(node, "metadata_timestamp", "metadata_time");
        boolean fits = isWhole(id)
                && Ids.isPossible(id.longValue())
                && isWhole(time)
                && (isWhole(said) || said.isMissingNode() || said.isNull());
        return fits
                ? new Entry(id.longValue(), time.longValue(), isWhole(said) ? said.longValue() : time.longValue())
                : null;
    }

    private static JsonNode either(JsonNode node, String name, String olderName) {
        return node.has(name) ? node.path(name) : node.path(olderName);
    }

    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }
}

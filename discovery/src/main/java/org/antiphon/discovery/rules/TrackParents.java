package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Remix;
import org.antiphon.discovery.model.Stem;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackDescription;
import org.jspecify.annotations.Nullable;

/** What tracks are made from: remixes from tracks that the artist can hear, stems from a track of the same artist. */
final class TrackParents {
    private TrackParents() {}

    static void reads(Action action, ObjectNode data, Reads reads) {
        var said = TrackMetadata.description(new FieldReader(data), TrackMetadata.blankDescription());
        TrackMetadata.remixParents(said).forEach(parent -> {
            reads.track(parent);
            reads.row(new Key.RemixKey(parent, action.entityId()));
        });
        TrackMetadata.stemParent(said).forEach(reads::track);
        if (data.has("remix_of")) {
            reads.rows(new Lookup.RemixParents(action.entityId()));
        }
        if (data.has("stem_of")) {
            reads.row(new Key.StemKey(action.entityId()));
        }
    }

    /** The rejection, or null when new parents fit; those that a track has already are nobody's business any more. */
    static @Nullable Verdict refuse(@Nullable Track old, Track track, State state) {
        return Stream.concat(
                        added(TrackMetadata::remixParents, old, track).map(id -> refuseRemix(track, id, state)),
                        added(TrackMetadata::stemParent, old, track).map(id -> refuseStem(track, id, state)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Long> added(
            Function<TrackDescription, List<Long>> parents, @Nullable Track old, Track track) {
        var before = old == null ? List.<Long>of() : parents.apply(old.details());
        return parents.apply(track.details()).stream().filter(id -> !before.contains(id));
    }

    /** Brings the rows by which children are found to what the metadata says. */
    static List<Change> changes(Track track, ObjectNode data, State state) {
        var changes = new ArrayList<Change>();
        if (data.has("remix_of")) {
            var parents = new HashSet<>(TrackMetadata.remixParents(track.details()));
            for (var old : state.rows(new Lookup.RemixParents(track.trackId()))) {
                if (!parents.remove(old.parentTrackId())) {
                    changes.add(new Change.Remove(old.key()));
                }
            }
            parents.stream()
                    .sorted()
                    .map(parent -> new Change.Put(new Remix(parent, track.trackId(), track.blockNumber())))
                    .forEach(changes::add);
        }
        if (data.has("stem_of")) {
            stem(track, state).ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<Change> stem(Track track, State state) {
        var key = new Key.StemKey(track.trackId());
        var stemOf = track.details().stemOf();
        if (stemOf == null) {
            return Optional.ofNullable(state.row(key)).map(old -> new Change.Remove(key));
        }
        return Optional.of(new Change.Put(new Stem(
                track.trackId(), track.wholeTrackId(), stemOf.path("category").textValue(), track.blockNumber())));
    }

    private static @Nullable Verdict refuseRemix(Track track, long id, State state) {
        var parent = state.track(id);
        var refused = refuseMissing(track, id, parent);
        boolean isHeard = parent != null && (!parent.isHidden() || parent.ownerId() == track.ownerId());
        return refused != null || isHeard
                ? refused
                : Verdict.reject(
                        Rejection.NOT_PUBLIC, "parent_track_id: %d (expected: a track that the artist can hear)", id);
    }

    private static @Nullable Verdict refuseStem(Track track, long id, State state) {
        var parent = state.track(id);
        var refused = refuseMissing(track, id, parent);
        if (refused != null || parent == null) {
            return refused;
        }
        if (parent.ownerId() != track.ownerId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER, "parent_track_id: %d (expected: a track of the same artist)", id);
        }
        return parent.details().stemOf() == null
                ? null
                : Verdict.reject(
                        Rejection.METADATA_INVALID, "parent_track_id: %d (expected: a track that is no stem)", id);
    }

    private static @Nullable Verdict refuseMissing(Track track, long id, @Nullable Track parent) {
        return id == track.trackId()
                ? Verdict.reject(Rejection.METADATA_INVALID, "parent_track_id: %d (expected: another track)", id)
                : ItemKind.TRACK.refuseMissing("parent_track_id", id, parent);
    }
}

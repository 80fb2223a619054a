package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCounts;
import org.antiphon.discovery.store.RowJson;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@link TrackSql#BY_IDS}. */
final class TrackRows {
    private final RowJson json = new RowJson();

    TrackRow read(Readable row) {
        var track = json.read(Objects.requireNonNull(row.get("track", String.class)), Track.class);
        var counts = row.get("counts", String.class);
        return new TrackRow(
                track,
                counts == null ? TrackCounts.none(track.trackId()) : json.read(counts, TrackCounts.class),
                Boolean.TRUE.equals(row.get("is_saved", Boolean.class)),
                Boolean.TRUE.equals(row.get("is_reposted", Boolean.class)),
                list(row.get("followee_reposts", String.class), TrackView.Activity[].class),
                list(row.get("followee_saves", String.class), TrackView.Activity[].class),
                list(row.get("parents", String.class), ParentRow[].class));
    }

    private <T> List<T> list(@Nullable String array, Class<T[]> type) {
        return array == null ? List.of() : List.of(json.read(array, type));
    }

    /** A parent of a remix, by ids. */
    record ParentRow(long trackId, long ownerId, boolean isReposted, boolean isSaved) {}

    /** A track whose users are ids still. */
    record TrackRow(
            Track track,
            TrackCounts counts,
            boolean isSaved,
            boolean isReposted,
            List<TrackView.Activity> followeeReposts,
            List<TrackView.Activity> followeeSaves,
            List<ParentRow> parents) {
        Optional<TrackView> view(Map<Long, UserView> users) {
            return Optional.ofNullable(users.get(track.ownerId()))
                    .map(owner -> new TrackView(
                            track, counts, owner, isSaved, isReposted, followeeReposts, followeeSaves, parents(users)));
        }

        private List<TrackView.Parent> parents(Map<Long, UserView> users) {
            return parents.stream()
                    .flatMap(parent -> Optional.ofNullable(users.get(parent.ownerId()))
                            .map(owner -> new TrackView.Parent(
                                    parent.trackId(), owner, parent.isReposted(), parent.isSaved()))
                            .stream())
                    .toList();
        }
    }
}

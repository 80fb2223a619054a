package org.antiphon.discovery.query;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.antiphon.discovery.rules.Ids;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is asked about tracks. A viewer of 0 is nobody. Tracks that were deleted or taken down are never told of. */
public final class TrackQueries {
    private final Database database;
    private final UserQueries users;
    private final UnclaimedIds unclaimed;
    private final TrackRows rows = new TrackRows();

    public TrackQueries(Database database, UserQueries users) {
        this.database = database;
        this.users = users;
        this.unclaimed = new UnclaimedIds(database, TrackSql.FIRST_UNUSED, Ids.FIRST_TRACK);
    }

    public Mono<TrackView> byId(long trackId, long viewer) {
        return byIds(List.of(trackId), viewer).next();
    }

    /** The tracks with these ids, in this order; unknown ones are left out. */
    public Flux<TrackView> byIds(Collection<Long> ids, long viewer) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.client()
                        .sql(TrackSql.BY_IDS)
                        .bind("ids", ids.toArray(Long[]::new))
                        .bind("viewer", viewer)
                        .map(rows::read)
                        .all()
                        .collectList()
                        .flatMapMany(found -> withOwners(found, viewer));
    }

    /** Whether an arbitration has taken the track down. */
    public Mono<Boolean> isTakenDown(long trackId) {
        return database.client()
                .sql(TrackSql.IS_TAKEN_DOWN)
                .bind("id", trackId)
                .mapValue(Boolean.class)
                .one();
    }

    /** The ids behind permalinks, in this order; malformed and unknown ones are left out. */
    public Flux<Long> idsByPermalinks(List<String> paths) {
        var links =
                paths.stream().map(Permalink::parse).flatMap(Optional::stream).toList();
        return links.isEmpty()
                ? Flux.empty()
                : database.client()
                        .sql(TrackSql.IDS_BY_PERMALINKS)
                        .bind("handles", links.stream().map(Permalink::handle).toArray(String[]::new))
                        .bind("slugs", links.stream().map(Permalink::slug).toArray(String[]::new))
                        .mapValue(Long.class)
                        .all();
    }

    /** The listed tracks of a user, newest first. */
    public Mono<Slice<TrackView>> ofUser(long userId, Page page, long viewer) {
        return database.client()
                .sql(TrackSql.IDS_OF_USER)
                .bind("owner", userId)
                .bind("limit", page.probe())
                .bind("offset", page.offset())
                .mapValue(Long.class)
                .all()
                .collectList()
                .flatMap(ids -> slice(ids, page, viewer));
    }

    /** The part of a list, given the ids that were read for it. */
    Mono<Slice<TrackView>> slice(List<Long> probed, Page page, long viewer) {
        var ids = Slice.of(probed, page);
        return byIds(ids.items(), viewer).collectList().map(tracks -> new Slice<>(tracks, ids.hasMore()));
    }

    /** An id that no track has. */
    public Mono<Long> unclaimedId() {
        return unclaimed.next();
    }

    private Flux<TrackView> withOwners(List<TrackRows.TrackRow> found, long viewer) {
        var owners = new LinkedHashSet<Long>();
        found.forEach(row -> {
            owners.add(row.track().ownerId());
            row.parents().forEach(parent -> owners.add(parent.ownerId()));
        });
        return users.mapById(owners, viewer)
                .flatMapIterable(byId ->
                        found.stream().flatMap(row -> row.view(byId).stream()).toList());
    }
}

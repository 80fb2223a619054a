package org.antiphon.discovery.query;

import java.util.List;
import java.util.Objects;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which tracks are trending; right at once after a play, because the score is computed from the counters. */
public final class TrendingQueries {
    private final Database database;
    private final TrackQueries tracks;
    private final DatabaseClock clock;

    public TrendingQueries(Database database, TrackQueries tracks, DatabaseClock clock) {
        this.database = database;
        this.tracks = tracks;
        this.clock = clock;
    }

    /**
     * The tracks with the highest score first; of equal ones the one with the larger id.
     *
     * @param genre only this one; empty for all
     */
    public Mono<Slice<TrackView>> tracks(TrendingWindow window, String genre, Page page, long viewer) {
        return ranking(window, genre, page).map(Ranked::trackId).collectList().flatMap(ids -> slice(ids, page, viewer));
    }

    /** The ranking itself, with one track more than the page holds. */
    Flux<Ranked> ranking(TrendingWindow window, String genre, Page page) {
        return database.client()
                .sql(TrendingSql.ranking(window, clock))
                .bind("days", window.days())
                .bind("genre", genre)
                .bind("limit", page.probe())
                .bind("offset", page.offset())
                .map(row -> new Ranked(
                        Objects.requireNonNull(row.get("track_id", Long.class)),
                        Objects.requireNonNull(row.get("score", Double.class))))
                .all();
    }

    private Mono<Slice<TrackView>> slice(List<Long> ids, Page page, long viewer) {
        return tracks.slice(ids, page, viewer);
    }

    /** A track with its score. */
    record Ranked(long trackId, double score) {}
}

package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is trending, as of the last block applied. Every score is computed from counters that the block's transaction has
 * brought up to date, but only of as many items as could be among those asked for.
 */
public final class TrendingQueries {
    private static final int DEEPER = 8;
    private static final int LEAST_DEPTH = 100;
    private static final int DEPTH_PER_ITEM = 6;

    private final Database database;
    private final TrackQueries tracks;
    private final int leastDepth;
    private final int depthPerItem;

    public TrendingQueries(Database database, TrackQueries tracks) {
        this(database, tracks, LEAST_DEPTH, DEPTH_PER_ITEM);
    }

    /** Begins with so many candidates, which decides how long an answer takes and not what it is. */
    TrendingQueries(Database database, TrackQueries tracks, int leastDepth, int depthPerItem) {
        this.database = database;
        this.tracks = tracks;
        this.leastDepth = leastDepth;
        this.depthPerItem = depthPerItem;
    }

    /**
     * The tracks with the highest score first; of equal ones the one with the larger id.
     *
     * @param genre only this one; empty for all
     */
    public Mono<Slice<TrackView>> tracks(
            TrackStrategy strategy, TrendingWindow window, String genre, Page page, long viewer) {
        return slice(ranking(strategy, window, genre, page), page, viewer);
    }

    /** The same of artists who are not known yet. */
    public Mono<Slice<TrackView>> underground(UndergroundStrategy strategy, Page page, long viewer) {
        return slice(underground(strategy, page), page, viewer);
    }

    /** The playlists, or albums, with the highest score first, with one more than the page holds. */
    public Flux<Ranked> playlists(PlaylistStrategy strategy, TrendingWindow window, boolean albums, Page page) {
        return strategy == PlaylistStrategy.EJ57D && albums
                ? Flux.empty()
                : ranked(
                        PlaylistTrendingSql.playlists(strategy, window),
                        Map.of("section", albums ? "album" : "playlist"),
                        page);
    }

    /** The ranking itself, with one track more than the page holds. */
    Flux<Ranked> ranking(TrackStrategy strategy, TrendingWindow window, String genre, Page page) {
        return ranked(
                TrendingSql.tracks(strategy, window, !genre.isEmpty()),
                genre.isEmpty() ? Map.of() : Map.of("genre", genre),
                page);
    }

    Flux<Ranked> underground(UndergroundStrategy strategy, Page page) {
        return ranked(TrendingSql.underground(strategy), Map.of(), page);
    }

    private Mono<Slice<TrackView>> slice(Flux<Ranked> ranking, Page page, long viewer) {
        return ranking.map(Ranked::id).collectList().flatMap(ids -> tracks.slice(ids, page, viewer));
    }

    private Flux<Ranked> ranked(String sql, Map<String, ?> values, Page page) {
        return ranked(sql, values, page, Math.max(leastDepth, depthPerItem * (page.offset() + page.probe())));
    }

    /** Scores the best candidates, and more of them as long as one of the others could be better. */
    private Flux<Ranked> ranked(String sql, Map<String, ?> values, Page page, long depth) {
        return scored(sql, values, page, depth)
                .flatMapMany(rows -> rows.isEmpty() || rows.getFirst().isSettled()
                        ? Flux.fromStream(rows.stream().flatMap(row -> row.ranked().stream()))
                        : ranked(sql, values, page, depth * DEEPER));
    }

    private Mono<List<Scored>> scored(String sql, Map<String, ?> values, Page page, long depth) {
        var spec = database.client()
                .sql(sql)
                .bindValues(values)
                .bind("needed", page.offset() + page.probe())
                .bind("offset", page.offset());
        return (sql.contains(":depth") ? spec.bind("depth", depth) : spec)
                .map(TrendingQueries::scored)
                .all()
                .collectList();
    }

    private static Scored scored(Readable row) {
        var id = row.get("item_id", Long.class);
        return new Scored(
                Boolean.TRUE.equals(row.get("is_settled", Boolean.class)),
                id == null
                        ? Optional.empty()
                        : Optional.of(new Ranked(id, Objects.requireNonNull(row.get("score", Double.class)))));
    }

    /** A track or a playlist with its score. */
    public record Ranked(long id, double score) {}

    /** A row of an answer; an answer without items is one row. */
    private record Scored(boolean isSettled, Optional<Ranked> ranked) {}
}

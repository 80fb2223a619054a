package org.antiphon.discovery.query;

import java.util.List;
import java.util.Objects;
import org.antiphon.discovery.store.Statements;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/** Finds tracks and users by text. */
public final class SearchQueries {
    private final Database database;
    private final TrackQueries tracks;
    private final UserQueries users;

    public SearchQueries(Database database, TrackQueries tracks, UserQueries users) {
        this.database = database;
        this.tracks = tracks;
        this.users = users;
    }

    public Mono<Slice<TrackView>> tracks(TrackSearch search, Page page, long viewer) {
        var text = SearchText.of(search.query());
        return ids(
                        text,
                        SearchSql.tracks(search.order(), !text.isEmpty()),
                        text.words().toArray(String[]::new),
                        text.whole(),
                        search.genres().toArray(String[]::new),
                        search.moods().toArray(String[]::new),
                        search.onlyDownloadable(),
                        page.probe(),
                        page.offset())
                .flatMap(ids -> tracks.slice(ids, page, viewer));
    }

    public Mono<Slice<UserView>> users(String query, Page page, long viewer) {
        var text = SearchText.of(query);
        return ids(
                        text,
                        text.isEmpty() ? SearchSql.ALL_USERS : SearchSql.USERS,
                        text.words().toArray(String[]::new),
                        text.whole(),
                        page.probe(),
                        page.offset())
                .map(ids -> Slice.of(ids, page))
                .flatMap(ids ->
                        users.byIds(ids.items(), viewer).collectList().map(found -> new Slice<>(found, ids.hasMore())));
    }

    private Mono<List<Long>> ids(SearchText text, String sql, Object... parameters) {
        if (text.isHopeless()) {
            return Mono.just(List.of());
        }
        return database.<List<Long>>transaction(connection -> {
            var statements = new Statements(connection);
            return statements
                    .run(SearchSql.SETTINGS)
                    .thenMany(statements.query(sql, row -> Objects.requireNonNull(row.get(0, Long.class)), parameters))
                    .collectList();
        });
    }
}

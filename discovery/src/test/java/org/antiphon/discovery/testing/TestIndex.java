package org.antiphon.discovery.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.discovery.index.BatchLimits;
import org.antiphon.discovery.index.BlockFeed;
import org.antiphon.discovery.index.IndexedChain;
import org.antiphon.discovery.index.Indexer;
import org.antiphon.discovery.index.IndexerParts;
import org.antiphon.server.Database;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.ServiceHost;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An index in a database of its own, to which histories are played. */
public final class TestIndex implements AutoCloseable {
    public static final int FINALITY = 1_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final IndexedChain DATA =
            IndexedChain.data(History.ENTITY_MANAGER, Optional.of(History.PLAY_LEDGER), History.TRUSTED);
    private static final List<String> TABLES = List.of(
            "users",
            "tracks",
            "track_routes",
            "follows",
            "saves",
            "reposts",
            "user_counts",
            "track_counts",
            "track_plays_hourly",
            "user_events",
            "remixes",
            "stems",
            "subscriptions",
            "shares",
            "track_downloads",
            "playlists",
            "playlist_routes",
            "playlist_tracks",
            "playlist_counts",
            "developer_apps",
            "grants",
            "comments",
            "comment_counts",
            "comment_reactions",
            "comment_reports",
            "muted_users",
            "comment_notification_mutes",
            "collectibles",
            "email_access",
            "encrypted_emails",
            "dashboard_wallets",
            "associated_wallets",
            "tip_reactions",
            "playlists_seen",
            "notifications_seen",
            "announcements",
            "artist_events",
            "blocks",
            "undo_images",
            "action_outcomes",
            "service_nodes",
            "service_providers",
            "stake_decreases",
            "delegations",
            "delegators",
            "slashes",
            "takedowns",
            "proposals",
            "offer_cancellations");

    private final ServiceHost host = ServiceHost.create("test", new Loopback());
    private final Database database;

    public TestIndex(DatabaseConfig config) {
        database = Database.open(config, "db/discovery", new SimpleMeterRegistry());
    }

    public Database database() {
        return database;
    }

    public ServiceHost host() {
        return host;
    }

    /** Plays changes to an indexer from where the index is, in batches of so many blocks, until they end. */
    public void play(List<? extends BlockChange> changes, int batchBlocks) {
        play(DATA, changes, batchBlocks);
    }

    /** The same for any chain. */
    public void play(IndexedChain chain, List<? extends BlockChange> changes, int batchBlocks) {
        try (var indexer = indexer(chain, known -> Flux.fromIterable(changes), batchBlocks, FINALITY)) {
            indexer.run().blockLast(LIMIT);
        }
    }

    public void play(History history) {
        play(history.changes(), 100);
    }

    public Indexer indexer(Function<List<Block>, Flux<? extends BlockChange>> changes, int batchBlocks, int finality) {
        return indexer(DATA, changes, batchBlocks, finality);
    }

    private Indexer indexer(
            IndexedChain chain,
            Function<List<Block>, Flux<? extends BlockChange>> changes,
            int batchBlocks,
            int finality) {
        var head = new AtomicLong();
        var feed = new BlockFeed() {
            @Override
            public Flux<BlockChange> follow(List<Block> known) {
                return changes.apply(known)
                        .cast(BlockChange.class)
                        .doOnNext(change -> head.set(change.block().number()));
            }

            @Override
            public Mono<Long> head() {
                return Mono.fromSupplier(head::get);
            }
        };
        var limits = new BatchLimits(batchBlocks, 10_000, finality);
        return IndexerParts.indexer(host, database, chain, feed, limits, 100);
    }

    /** Everything in the database but the times of the indexer's own clock, as text, by table. */
    public Map<String, List<String>> dump() {
        var dump = new TreeMap<String, List<String>>();
        TABLES.forEach(table -> dump.put(
                table,
                texts("SELECT to_jsonb(t)::text FROM %1$s t ORDER BY to_jsonb(t)::text COLLATE \"C\""
                        .formatted(table))));
        dump.put(
                "cursor",
                texts(
                        "SELECT chain || ' ' || block_number || ' ' || encode(block_hash, 'hex') FROM cursor ORDER BY chain"));
        return dump;
    }

    /** The first column of a query, as text. */
    public List<String> texts(String sql) {
        return database.client()
                .sql(sql)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Override
    public void close() {
        host.close();
        database.close();
    }

    private record Loopback() implements ListenConfig {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int grpcPort() {
            return 0;
        }

        @Override
        public int adminPort() {
            return 0;
        }
    }
}

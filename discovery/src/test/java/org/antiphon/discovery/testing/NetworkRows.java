package org.antiphon.discovery.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.antiphon.server.Database;
import org.antiphon.server.DatabaseConfig;
import reactor.core.publisher.Flux;

/** Rows about the network as the indexer leaves them, in a database of their own. */
public final class NetworkRows implements AutoCloseable {
    public static final String TIME = "2026-01-01T00:00:00Z";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final JsonMapper json = new JsonMapper();
    private final Database database;

    public NetworkRows(DatabaseConfig config) {
        database = Database.open(config, "db/discovery", new SimpleMeterRegistry());
    }

    public Database database() {
        return database;
    }

    /** An account. */
    public static String account(long number) {
        return "0x%040x".formatted(number);
    }

    /** A registered node of an owner. */
    public NetworkRows node(String type, long id, long owner, String endpoint, long block) {
        return put("service_nodes", """
                {"service_type": "%s", "sp_id": %d, "owner": "%s", "endpoint": "%s", "is_registered": true,
                 "registered_block": 1, "created_at": "%s", "updated_at": "%s", "block_number": %d}
                """.formatted(type, id, account(owner), endpoint, TIME, TIME, block));
    }

    public NetworkRows provider(long account, String staked, String delegated, long block) {
        return put("service_providers", """
                {"provider": "%s", "total_staked": %s, "total_delegated": %s, "deployer_cut": 10, "endpoint_count": 1,
                 "min_delegation": 5, "block_number": %d}
                """.formatted(account(account), staked, delegated, block));
    }

    public NetworkRows delegation(long provider, long delegator, String amount) {
        return put("delegations", """
                {"provider": "%s", "delegator": "%s", "amount": %s, "block_number": 2}
                """.formatted(account(provider), account(delegator), amount));
    }

    /** Puts a row in place of the one with its key. */
    public NetworkRows put(String table, String row) {
        var columns = columns(row);
        return run("""
                INSERT INTO %1$s (%2$s) SELECT %2$s FROM json_populate_record(NULL::%1$s, '%3$s')
                ON CONFLICT ON CONSTRAINT %1$s_pkey DO UPDATE SET (%2$s) = ROW (%4$s)
                """.formatted(table, columns, row.replace("'", "''"), columns.replaceAll("(\\w+)", "excluded.$1")));
    }

    /** Puts a block of a branch in place of the one with its number. */
    public NetworkRows block(long number, int branch) {
        return put("blocks", """
                {"chain": "ethereum", "number": %1$d, "hash": "\\\\x%2$02x%1$02x", "parent_hash": "\\\\x00",
                 "block_time": "%3$s", "has_actions": true}
                """.formatted(number, branch, TIME));
    }

    /** Moves the index to a block of a branch. */
    public NetworkRows at(long number, int branch) {
        return block(number, branch).run("""
                INSERT INTO cursor (chain, block_number, block_hash, head_number, seen_at)
                VALUES ('ethereum', %1$d, '\\x%2$02x%1$02x', %1$d, now())
                ON CONFLICT (chain) DO UPDATE SET block_number = excluded.block_number, block_hash = excluded.block_hash
                """.formatted(number, branch));
    }

    public NetworkRows run(String sql) {
        database.transaction(
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .flatMap(result -> result.getRowsUpdated())
                                .then())
                .block(LIMIT);
        return this;
    }

    private String columns(String row) {
        try {
            var names = ((ObjectNode) json.readTree(row)).fieldNames();
            Iterable<String> each = () -> names;
            return StreamSupport.stream(each.spliterator(), false).collect(Collectors.joining(", "));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}

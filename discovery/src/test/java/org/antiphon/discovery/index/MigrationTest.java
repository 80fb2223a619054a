package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.testing.PostgresExtension;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An index of an earlier version is worth days of indexing: it has to go on where it stands. */
class MigrationTest {
    private static final List<String> FIRST_TABLES = List.of(
            "users",
            "tracks",
            "track_routes",
            "follows",
            "saves",
            "reposts",
            "user_counts",
            "track_counts",
            "track_plays_hourly",
            "blocks",
            "undo_images",
            "action_outcomes",
            "cursor");

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void anIndexOfTheFirstVersionGoesOnWhereItStands() {
        var blocks = new RandomLife(11, 20, 40).ofFirstVersion().history(120, 6).changes();
        var old = postgres.newDatabase();
        migrate(old, "1");
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(blocks.subList(0, 80), 20);
            FIRST_TABLES.forEach(table -> copy(index, old, table));
            index.texts("UPDATE blocks SET commitment = NULL RETURNING 1");
            try (var migrated = new TestIndex(old)) {
                assertThat(migrated.dump()).isEqualTo(index.dump());
                assertThat(migrated.texts("SELECT chain || ' ' || block_number FROM cursor"))
                        .containsExactly("data 79");
                assertThat(migrated.texts("SELECT count(*) > 5 FROM users JOIN tracks ON owner_id = user_id"))
                        .containsExactly("true");

                for (var each : List.of(index, migrated)) {
                    each.play(blocks.subList(80, 120), 20);
                }
                assertThat(migrated.dump()).isEqualTo(index.dump());
            }
        }
    }

    @Test
    void blocksIndexedByTheFirstVersionCanBeTakenBack() {
        var history = new RandomLife(12, 20, 40).ofFirstVersion().history(60, 6);
        var old = postgres.newDatabase();
        migrate(old, "1");
        try (var index = new TestIndex(postgres.newDatabase())) {
            index.play(history.changes(), 20);
            FIRST_TABLES.forEach(table -> copy(index, old, table));
            index.texts("UPDATE blocks SET commitment = NULL RETURNING 1");
            try (var migrated = new TestIndex(old)) {
                for (var each : List.of(index, migrated)) {
                    each.play(history.reverts(25), 20);
                }
                assertThat(migrated.dump()).isEqualTo(index.dump());
            }
        }
    }

    @Test
    void proposalsInProgressEndByThePresentVotingPeriod() {
        var database = postgres.newDatabase();
        migrate(database, "2");
        run(database, """
                INSERT INTO network_parameters VALUES ('Governance', 'voting_period', 100, 7);
                INSERT INTO proposals SELECT id, '0x1', 'N', 'D', outcome, 0, 0, 0, 5, 25, now(), now(), 5
                FROM (VALUES (1, 'in_progress'), (2, 'rejected')) AS p (id, outcome);
                """);
        try (var migrated = new TestIndex(database)) {
            assertThat(migrated.texts("SELECT voting_end_block FROM proposals ORDER BY proposal_id"))
                    .containsExactly("105", "25");
        }
    }

    /** Copies rows to a table of an earlier version, which has no other columns but perhaps some with defaults. */
    private static void copy(TestIndex index, DatabaseConfig to, String table) {
        var columns = String.join(", ", query(to, """
                SELECT column_name FROM information_schema.columns
                WHERE table_name = '%s' AND is_generated = 'NEVER' AND column_name <> 'only_row'
                """.formatted(table)));
        var rows = index.texts("SELECT coalesce(jsonb_agg(t), '[]')::text FROM %s t".formatted(table))
                .getFirst();
        run(
                to,
                "INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_recordset(NULL::%1$s, '%3$s')"
                        .formatted(table, columns, rows.replace("'", "''")));
    }

    private static void run(DatabaseConfig database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> query(DatabaseConfig database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Connection connect(DatabaseConfig database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + database.url(),
                database.username(),
                database.password().orElse(null));
    }

    private static void migrate(DatabaseConfig database, String version) {
        Flyway.configure()
                .dataSource(
                        "jdbc:" + database.url(),
                        database.username(),
                        database.password().orElse(null))
                .locations("classpath:db/discovery")
                .loggers("slf4j")
                .target(version)
                .load()
                .migrate();
    }
}

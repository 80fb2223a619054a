package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.network.NetworkTables;
import org.antiphon.discovery.rules.TrustedSigners;
import org.antiphon.discovery.store.RowJson;
import org.antiphon.discovery.store.Statements;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Rows of every kind on their ways: as JSON for undo images, by COPY and as arrays into the tables, and back. */
class RowsTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String AWKWARD = "a\tb\nc\r\\N \\. {\"x\",NULL} 'é' \uD83C\uDFB5 ";

    private static final AtomicInteger next = new AtomicInteger(1);

    static Stream<Table> tables() {
        return Stream.of(
                        IndexedChain.data("", Optional.empty(), TrustedSigners.NONE)
                                .tables(),
                        NetworkTables.all())
                .flatMap(tables -> tables.all().stream());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aRowWithEveryFieldSetSurvivesTheWayThroughJson(Table table) throws Exception {
        var json = new RowJson();
        var row = filled(table.rows().type());
        assertThat((Object) json.read(json.write(row), table.rows().type())).isEqualTo(row);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aNewRowWithEveryFieldSetSurvivesTheWayThroughItsTable(Table table) throws Exception {
        var rows = List.of(
                (Row) filled(table.rows().type()), (Row) filled(table.rows().type()));
        assertThat(inTransaction(sql -> sql.copy(
                                IndexSql.copy(table.tableName(), table.rows()),
                                table.rows().copy(rows))
                        .then(sought(sql, table, rows))))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aChangedRowSurvivesItAndARemovedOneIsGone(Table table) throws Exception {
        var rows = List.of(
                (Row) filled(table.rows().type()), (Row) filled(table.rows().type()));
        assertThat(inTransaction(sql -> sql.run(
                                IndexSql.replace(table), table.rows().arrays(rows))
                        .then(sql.run(IndexSql.replace(table), table.rows().arrays(rows)))
                        .then(sought(sql, table, rows))))
                .isEqualTo(rows);
        assertThat(inTransaction(sql -> sql.run(
                                IndexSql.remove(table),
                                table.sought().arrays(List.of(rows.getFirst().key())))
                        .then(sought(sql, table, rows))))
                .isEqualTo(List.of(rows.getLast()));
    }

    private static Mono<List<?>> sought(Statements sql, Table table, List<Row> rows) {
        var keys = rows.stream().map(Row::key).toList();
        return sql.query(IndexSql.get(table), table.rows()::read, table.sought().arrays(keys))
                .collectList()
                .map(found -> found);
    }

    private static List<?> inTransaction(Function<Statements, Mono<List<?>>> work) {
        try (var index = new TestIndex(postgres.databaseConfig())) {
            return index.database()
                    .<List<?>>transaction(connection -> work.apply(new Statements(connection)))
                    .blockOptional(Duration.ofSeconds(20))
                    .orElseThrow();
        }
    }

    private Object filled(Class<?> type) throws ReflectiveOperationException {
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i]);
        }
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private Object value(Class<?> type) throws ReflectiveOperationException {
        var number = next.getAndIncrement();
        return switch (type.getSimpleName()) {
            case "long", "Long" -> (long) number;
            case "int", "Integer" -> number;
            case "double", "Double" -> number + 0.5;
            case "boolean", "Boolean" -> true;
            case "String" -> AWKWARD + number;
            case "BigInteger" -> BigInteger.TEN.pow(77).add(BigInteger.valueOf(number));
            case "Instant" -> Instant.ofEpochSecond(1_700_000_000L + number);
            case "JsonNode" ->
                (JsonNode)
                        JsonNodeFactory.instance.objectNode().put("n", number).put("t", AWKWARD);
            default -> filled(type);
        };
    }
}

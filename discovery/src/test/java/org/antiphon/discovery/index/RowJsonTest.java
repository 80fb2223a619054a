package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.antiphon.discovery.network.NetworkTables;
import org.antiphon.discovery.store.RowJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowJsonTest {
    private final AtomicInteger next = new AtomicInteger(1);

    static Stream<Class<?>> rows() {
        return Stream.of(IndexedChain.data("", "").tables(), NetworkTables.all())
                .flatMap(tables -> tables.all().stream())
                .map(Table::rowType);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowWithEveryFieldSetSurvivesTheWayThroughJson(Class<?> type) throws Exception {
        var json = new RowJson();
        var row = filled(type);
        assertThat((Object) json.read(json.write(row), type)).isEqualTo(row);
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
            case "String" -> "text " + number;
            case "BigInteger" -> BigInteger.TEN.pow(77).add(BigInteger.valueOf(number));
            case "Instant" -> Instant.ofEpochSecond(1_700_000_000L + number);
            case "JsonNode" -> (JsonNode) JsonNodeFactory.instance.objectNode().put("n", number);
            default -> filled(type);
        };
    }
}

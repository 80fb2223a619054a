package org.antiphon.discovery.index;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.HourlyPlays;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCounts;
import org.antiphon.discovery.model.TrackRoute;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.model.UserCounts;

/** The tables whose rows the rules change. Names of columns come from the records, so that they are written once. */
enum Table {
    USERS("users", User.class, Key.UserKey.class),
    TRACKS("tracks", Track.class, Key.TrackKey.class),
    TRACK_ROUTES("track_routes", TrackRoute.class, Key.RouteKey.class),
    FOLLOWS("follows", Follow.class, Key.FollowKey.class),
    SAVES("saves", Save.class, Key.SaveKey.class),
    REPOSTS("reposts", Repost.class, Key.RepostKey.class),
    USER_COUNTS("user_counts", UserCounts.class, Key.UserCountsKey.class),
    TRACK_COUNTS("track_counts", TrackCounts.class, Key.TrackCountsKey.class),
    TRACK_PLAYS_HOURLY("track_plays_hourly", HourlyPlays.class, Key.HourlyPlaysKey.class);

    private static final Map<Class<?>, Table> BY_KEY =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(table -> table.keyType, Function.identity()));

    private final String tableName;
    private final Class<? extends Row> rowType;
    private final Class<? extends Key> keyType;

    @SuppressWarnings("ImmutableEnumChecker") // made by toList, so it can't change
    private final List<String> columns;

    @SuppressWarnings("ImmutableEnumChecker") // made by toList, so it can't change
    private final List<String> keyColumns;

    Table(String tableName, Class<? extends Row> rowType, Class<? extends Key> keyType) {
        this.tableName = tableName;
        this.rowType = rowType;
        this.keyType = keyType;
        this.columns = columnsOf(rowType).toList();
        this.keyColumns = columnsOf(keyType).toList();
    }

    static Table of(Key key) {
        var table = BY_KEY.get(key.getClass());
        if (table == null) {
            throw new IllegalArgumentException("no table for " + key);
        }
        return table;
    }

    String tableName() {
        return tableName;
    }

    Class<? extends Row> rowType() {
        return rowType;
    }

    List<String> columns() {
        return columns;
    }

    List<String> keyColumns() {
        return keyColumns;
    }

    private static Stream<String> columnsOf(Class<?> record) {
        return Stream.of(record.getRecordComponents()).flatMap(Table::columnsOf);
    }

    private static Stream<String> columnsOf(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                ? columnsOf(component.getType())
                : Stream.of(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
}

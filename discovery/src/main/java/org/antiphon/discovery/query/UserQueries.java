package org.antiphon.discovery.query;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.model.UserCounts;
import org.antiphon.discovery.rules.Ids;
import org.antiphon.discovery.store.RowJson;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is asked about users. A viewer of 0 is nobody. */
public final class UserQueries {
    private final Database database;
    private final UnclaimedIds unclaimed;
    private final RowJson json = new RowJson();

    public UserQueries(Database database) {
        this.database = database;
        this.unclaimed = new UnclaimedIds(database, UserSql.FIRST_UNUSED, Ids.FIRST_USER);
    }

    public Mono<UserView> byId(long userId, long viewer) {
        return byIds(List.of(userId), viewer).next();
    }

    public Mono<UserView> byHandle(String handle, long viewer) {
        return id(UserSql.ID_BY_HANDLE, "handle", handle).flatMap(id -> byId(id, viewer));
    }

    public Mono<UserView> byWallet(String wallet) {
        return id(UserSql.ID_BY_WALLET, "wallet", wallet).flatMap(id -> byId(id, 0));
    }

    /** The users with these ids, in this order; unknown ones are left out. */
    public Flux<UserView> byIds(Collection<Long> ids, long viewer) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.client()
                        .sql(UserSql.BY_IDS)
                        .bind("ids", ids.toArray(Long[]::new))
                        .bind("viewer", viewer)
                        .map(this::view)
                        .all();
    }

    /** The users with these ids, by id. */
    Mono<Map<Long, UserView>> mapById(Collection<Long> ids, long viewer) {
        return byIds(ids, viewer).collectMap(view -> view.user().userId());
    }

    /** An id that no user has. */
    public Mono<Long> unclaimedId() {
        return unclaimed.next();
    }

    private Mono<Long> id(String sql, String parameter, String value) {
        return database.client()
                .sql(sql)
                .bind(parameter, value)
                .mapValue(Long.class)
                .one();
    }

    private UserView view(Readable row) {
        var user = json.read(Objects.requireNonNull(row.get("user", String.class)), User.class);
        var counts = row.get("counts", String.class);
        return new UserView(
                user,
                counts == null ? UserCounts.none(user.userId()) : json.read(counts, UserCounts.class),
                Boolean.TRUE.equals(row.get("is_followed", Boolean.class)),
                Boolean.TRUE.equals(row.get("is_follower", Boolean.class)));
    }
}

package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackRoute;
import org.antiphon.discovery.model.User;
import org.antiphon.discovery.rules.Ids;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch, read beforehand and changed in memory, so that later actions see earlier ones without a trip to
 * the database. It remembers how rows were when the batch began and when each block began.
 */
final class WorkingSet implements State {
    private final Map<Key, Row> rows = new HashMap<>();
    private final Set<Key> loaded = new HashSet<>();
    private final Map<String, User> byWallet = new HashMap<>();
    private final Map<String, User> byHandle = new HashMap<>();
    private final Map<Key, @Nullable Row> beforeBatch = new HashMap<>();
    private final Map<Key, @Nullable Row> beforeBlock = new HashMap<>();

    /** The rows that were asked for, as far as they exist. */
    WorkingSet(Reads reads, Collection<Row> found) {
        loaded.addAll(reads.keys());
        found.forEach(row -> {
            loaded.add(row.key());
            keep(row);
        });
    }

    @Override
    public @Nullable User user(long userId) {
        return Ids.isPossible(userId) ? (User) get(new Key.UserKey(userId)) : null;
    }

    @Override
    public @Nullable User userByWallet(String wallet) {
        return byWallet.get(wallet);
    }

    @Override
    public @Nullable User userByHandle(String handle) {
        return byHandle.get(handle);
    }

    @Override
    public @Nullable Track track(long trackId) {
        return Ids.isPossible(trackId) ? (Track) get(new Key.TrackKey(trackId)) : null;
    }

    @Override
    public @Nullable TrackRoute route(Key.RouteKey key) {
        return (TrackRoute) get(key);
    }

    @Override
    public @Nullable Follow follow(Key.FollowKey key) {
        return (Follow) get(key);
    }

    @Override
    public @Nullable Save save(Key.SaveKey key) {
        return (Save) get(key);
    }

    @Override
    public @Nullable Repost repost(Key.RepostKey key) {
        return (Repost) get(key);
    }

    /** The row as it is now. A row nobody asked for is a fault: its absence here would mean nothing. */
    @Nullable
    Row get(Key key) {
        if (!loaded.contains(key)) {
            throw new IllegalStateException("%s was not read before the batch".formatted(key));
        }
        return rows.get(key);
    }

    void put(Row row) {
        remember(row.key());
        keep(row);
    }

    void remove(Key key) {
        remember(key);
        rows.remove(key);
    }

    /** Ends a block: how the rows it changed were before it, null for those that were not there. */
    Map<Key, @Nullable Row> endBlock() {
        var images = new HashMap<>(beforeBlock);
        beforeBlock.clear();
        return images;
    }

    /** The rows that are other than when the batch began. */
    List<Row> changed() {
        var changed = new ArrayList<Row>();
        beforeBatch.forEach((key, before) -> {
            var now = rows.get(key);
            if (now != null && !Objects.equals(now, before)) {
                changed.add(now);
            }
        });
        return changed;
    }

    /** The rows that were there when the batch began and are no more. */
    List<Key> removed() {
        var removed = new ArrayList<Key>();
        beforeBatch.forEach((key, before) -> {
            if (before != null && !rows.containsKey(key)) {
                removed.add(key);
            }
        });
        return removed;
    }

    private void remember(Key key) {
        var before = get(key);
        if (!beforeBlock.containsKey(key)) {
            beforeBlock.put(key, before);
        }
        if (!beforeBatch.containsKey(key)) {
            beforeBatch.put(key, before);
        }
    }

    private void keep(Row row) {
        rows.put(row.key(), row);
        if (row instanceof User user) {
            byWallet.put(user.wallet(), user);
            byHandle.put(user.handle(), user);
        }
    }
}

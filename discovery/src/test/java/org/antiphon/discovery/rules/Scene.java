package org.antiphon.discovery.rules;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackRoute;
import org.antiphon.discovery.model.User;
import org.jspecify.annotations.Nullable;

/** A small world in memory in which rules are tried, one action after another. */
final class Scene implements State {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final long ALICE = 3_000_001;
    static final long BOB = 3_000_002;
    static final long SONG = 2_000_001;

    private final Map<Key, Row> rows = new HashMap<>();
    private final RuleBook rules = new RuleBook();
    private Instant now = NOW;

    /** Alice and Bob, and Alice's public song. */
    static Scene populated() {
        var scene = new Scene();
        scene.must(ALICE, "User", ALICE, "Create", "{\"handle\":\"alice\",\"name\":\"Alice\"}");
        scene.must(BOB, "User", BOB, "Create", "{\"handle\":\"bob\",\"name\":\"Bob\"}");
        scene.must(ALICE, "Track", SONG, "Create", "{\"title\":\"Song\",\"genre\":\"Rock\",\"duration\":60}");
        return scene;
    }

    static String wallet(long userId) {
        return "0x%040x".formatted(userId);
    }

    void at(Instant time) {
        now = time;
    }

    /** Judges an action by its user's wallet and applies it when it is accepted. */
    Verdict act(long userId, String type, long entityId, String name, String metadata) {
        return act(userId, wallet(userId), type, entityId, name, metadata);
    }

    Verdict act(long userId, String signer, String type, long entityId, String name, String metadata) {
        var action = new Action(
                Action.id(BigInteger.valueOf(userId)),
                signer,
                type,
                entityId,
                name,
                MetadataParser.parse(metadata),
                now,
                1);
        rules.reads(action, new Reads());
        var verdict = rules.judge(action, this);
        if (verdict instanceof Verdict.Accepted(var changes)) {
            changes.forEach(this::apply);
        }
        return verdict;
    }

    /** Acts and fails unless accepted. */
    void must(long userId, String type, long entityId, String name, String metadata) {
        if (act(userId, type, entityId, name, metadata) instanceof Verdict.Rejected rejected) {
            throw new AssertionError(rejected.reason());
        }
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Put(var row) -> rows.put(row.key(), row);
            case Change.Remove(var key) -> rows.remove(key);
        }
    }

    @Override
    public @Nullable User user(long userId) {
        return (User) rows.get(new Key.UserKey(userId));
    }

    @Override
    public @Nullable User userByWallet(String wallet) {
        return users().filter(user -> user.wallet().equals(wallet)).findFirst().orElse(null);
    }

    @Override
    public @Nullable User userByHandle(String handle) {
        return users().filter(user -> user.handle().equals(handle)).findFirst().orElse(null);
    }

    private Stream<User> users() {
        return rows.values().stream().filter(User.class::isInstance).map(User.class::cast);
    }

    @Override
    public @Nullable Track track(long trackId) {
        return (Track) rows.get(new Key.TrackKey(trackId));
    }

    @Override
    public @Nullable TrackRoute route(Key.RouteKey key) {
        return (TrackRoute) rows.get(key);
    }

    @Override
    public @Nullable Follow follow(Key.FollowKey key) {
        return (Follow) rows.get(key);
    }

    @Override
    public @Nullable Save save(Key.SaveKey key) {
        return (Save) rows.get(key);
    }

    @Override
    public @Nullable Repost repost(Key.RepostKey key) {
        return (Repost) rows.get(key);
    }
}

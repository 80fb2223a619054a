package org.antiphon.discovery.rules;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.discovery.model.DeveloperApp;
import org.antiphon.discovery.model.Grant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Lookup;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/** A small world in memory in which rules are tried, one action after another. */
final class Scene implements State {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final long ALICE = 3_000_001;
    static final long BOB = 3_000_002;
    static final long SONG = 2_000_001;

    static final String VERIFIER = "0x00000000000000000000000000000000000000Ef";
    static final String ANNOUNCER = "0x00000000000000000000000000000000000000Af";

    private final Map<Key<?>, Row> rows = new HashMap<>();
    private final RuleBook rules;
    private Instant now = NOW;

    Scene(TrustedSigners trusted) {
        rules = new RuleBook(trusted);
    }

    /** Alice and Bob, and Alice's public song. */
    static Scene populated() {
        var scene = new Scene(new TrustedSigners(Optional.of(VERIFIER), Optional.of(ANNOUNCER)));
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
        var reads = new Reads();
        rules.reads(action, reads);
        var named = new NamedRows(this, reads);
        var verdict = rules.judge(action, named);
        if (verdict instanceof Verdict.Accepted(var changes)) {
            changes.forEach(named::requireNamed);
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

    /** Lets the holder of an address, an app of Alice's, act for a user. */
    void letAct(long userId, String address) {
        var app = new DeveloperApp(address, ALICE, "App", null, null, null, false, false, now, now, 1);
        rows.put(app.key(), app);
        var grant = new Grant(address, userId, true, false, now, now, 1);
        rows.put(grant.key(), grant);
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Put(var row) -> rows.put(row.key(), row);
            case Change.Remove(var key) -> rows.remove(key);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a row stands under its own key
    public <R extends Row> @Nullable R row(Key<R> key) {
        return (R) rows.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // a row tells the lookups of its own type
    public <R extends Row> List<R> rows(Lookup<R> lookup) {
        return rows.values().stream()
                .filter(row -> row.foundBy().contains(lookup))
                .map(row -> (R) row)
                .toList();
    }
}

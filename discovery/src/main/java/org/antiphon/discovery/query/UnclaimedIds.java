package org.antiphon.discovery.query;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.antiphon.discovery.rules.Ids;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/** Ids for things to come. They are drawn at random, so that two clients who ask at once hardly get the same. */
final class UnclaimedIds {
    private static final int CANDIDATES = 8;
    private static final int TRIES = 16;

    private final Database database;
    private final String firstUnused;
    private final long first;

    /** Ids from {@code first} on, of which {@code firstUnused} selects one of {@code :ids} that is free. */
    UnclaimedIds(Database database, String firstUnused, long first) {
        this.database = database;
        this.firstUnused = firstUnused;
        this.first = first;
    }

    Mono<Long> next() {
        return Mono.defer(this::draw).repeatWhenEmpty(TRIES, tries -> tries);
    }

    private Mono<Long> draw() {
        var candidates = Stream.generate(() -> ThreadLocalRandom.current().nextLong(first, Ids.LIMIT))
                .limit(CANDIDATES)
                .toArray(Long[]::new);
        return database.client()
                .sql(firstUnused)
                .bind("ids", candidates)
                .mapValue(Long.class)
                .one();
    }
}

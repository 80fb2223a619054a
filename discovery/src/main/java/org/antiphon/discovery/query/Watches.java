package org.antiphon.discovery.query;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Flux;

/** Lets a bounded number of watchers follow rows as they change. */
public final class Watches {
    private static final int MOST = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RowQueries queries;
    private final IndexMoves moves;
    private final int most;
    private final Duration patience;
    private final Semaphore places;

    public Watches(RowQueries queries, IndexMoves moves) {
        this(queries, moves, MOST, PATIENCE);
    }

    /**
     * Watches for at most so many watchers.
     *
     * @param patience how long a watcher may take nothing of what there is for it
     */
    Watches(RowQueries queries, IndexMoves moves, int most, Duration patience) {
        this.queries = queries;
        this.moves = moves;
        this.most = most;
        this.patience = patience;
        this.places = new Semaphore(most);
    }

    /** Every row that changed after a block, in the order of blocks, and then every row that changes. */
    public <T> Flux<WatchedRow<T>> follow(Selection<T> rows, Filter filter, long afterBlock) {
        return Flux.using(
                this::enter,
                place -> new Watch<>(queries, rows, filter, afterBlock, patience).follow(moves.moves()),
                Semaphore::release);
    }

    private Semaphore enter() {
        if (!places.tryAcquire()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "%d are watching already (expected: fewer); try again later".formatted(most));
        }
        return places;
    }
}

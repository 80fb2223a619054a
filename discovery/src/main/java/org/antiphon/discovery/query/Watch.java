package org.antiphon.discovery.query;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one watcher is told. It reads what changed after its position page by page, as fast as it is taken, so that nothing
 * is buffered for it and changes in between melt into one. Whatever it was told of blocks that may yet be taken back is
 * remembered, so that it can be told what stands instead.
 */
final class Watch<T> {
    private static final int PAGE = 100;
    private static final int REMEMBERED = 1000;
    private static final int REMEMBERED_BLOCKS = 256;
    private static final long NONE = Long.MAX_VALUE;

    private final RowQueries queries;
    private final Listing<T> changes;
    private final Filter filter;
    private final Duration patience;
    private final Map<String, Found<T>> told = new LinkedHashMap<>();
    private final AtomicLong kept = new AtomicLong(NONE);
    private volatile long waitingSince = NONE;
    private boolean started;
    private long position;

    Watch(RowQueries queries, Selection<T> rows, Filter filter, long afterBlock, Duration patience) {
        this.queries = queries;
        this.changes = Listing.ofChanges(rows);
        this.filter = filter;
        this.position = afterBlock;
        this.patience = patience;
    }

    Flux<WatchedRow<T>> follow(Flux<IndexMoves.Move> moves) {
        return moves.doOnNext(this::hear).onBackpressureLatest().concatMap(this::advance, 0);
    }

    /** Runs at once for every move, also while the watcher is busy with an earlier one. */
    private void hear(IndexMoves.Move move) {
        // What was kept at the first move is no news: nothing has been told before it.
        kept.accumulateAndGet(started ? move.kept() : move.head(), Math::min);
        started = true;
        long since = waitingSince;
        if (since != NONE && System.nanoTime() - since > patience.toNanos()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "nothing was taken for %d s (expected: a watcher that keeps up)".formatted(patience.toSeconds()));
        }
    }

    private Flux<WatchedRow<T>> advance(IndexMoves.Move move) {
        long valid = kept.getAndSet(NONE);
        var undone = valid < position ? takeBack(valid) : Flux.<WatchedRow<T>>empty();
        position = Math.min(position, valid);
        var news = move.head() > position ? read(move.head()) : Flux.<WatchedRow<T>>empty();
        waitingSince = System.nanoTime();
        return Flux.concat(undone, news)
                .doOnNext(change -> waitingSince = System.nanoTime())
                .doFinally(end -> waitingSince = NONE);
    }

    private Flux<WatchedRow<T>> read(long head) {
        var reader = new Reader("{\"block_number\": %d}".formatted(position));
        return Mono.defer(() -> queries.read(changes, filter.upTo(head), PAGE, reader.place)
                        .collectList()
                        .doOnNext(reader::advance))
                .repeat(() -> reader.hasMore)
                .concatMapIterable(found -> found, 1)
                .doOnNext(found -> remember(found, head))
                .map(found -> new WatchedRow<>(found.row(), false))
                .doOnComplete(() -> position = head);
    }

    private Flux<WatchedRow<T>> takeBack(long valid) {
        var lost = told.values().stream().filter(each -> each.block() > valid).toList();
        lost.forEach(each -> told.remove(each.key()));
        return lost.isEmpty()
                ? Flux.empty()
                : queries.byKeys(changes.rows(), lost.stream().map(Found::key).toList())
                        .collectMap(Found::key)
                        .flatMapIterable(found -> restored(lost, found, valid));
    }

    /** What changed again since is left to the reading that follows. */
    private List<WatchedRow<T>> restored(List<Found<T>> lost, Map<String, Found<T>> found, long valid) {
        return lost.stream()
                .filter(was ->
                        !found.containsKey(was.key()) || found.get(was.key()).block() <= valid)
                .map(was -> found.containsKey(was.key())
                        ? new WatchedRow<>(found.get(was.key()).row(), false)
                        : new WatchedRow<>(was.row(), true))
                .toList();
    }

    private void remember(Found<T> found, long head) {
        told.remove(found.key());
        if (found.block() > head - REMEMBERED_BLOCKS) {
            told.put(found.key(), found);
        }
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
    }

    /** How far a reading of several pages is. */
    private static final class Reader {
        private String place;
        private boolean hasMore;

        Reader(String place) {
            this.place = place;
        }

        void advance(List<? extends Found<?>> page) {
            hasMore = page.size() == PAGE;
            place = page.isEmpty() ? place : page.getLast().place();
        }
    }
}

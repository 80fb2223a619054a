package org.antiphon.discovery.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.antiphon.discovery.query.Filter;
import org.antiphon.discovery.query.NodeSql;
import org.antiphon.discovery.query.NodeView;
import org.antiphon.discovery.query.RowQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the registered nodes for their health time and again, and remembers what each answered last. */
public final class NodeHealths implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeHealths.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    /** Nodes that start together with this one are given the time to. */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final int MOST = 1000;
    private static final int AT_ONCE = 16;

    private final RowQueries rows;
    private final NodeProbe probe;
    private final Map<String, NodeAnswer> answers = new ConcurrentHashMap<>();
    private final Disposable running;

    private NodeHealths(RowQueries rows, NodeProbe probe, Duration every) {
        this.rows = rows;
        this.probe = probe;
        this.running = Flux.interval(every.compareTo(FIRST) < 0 ? every : FIRST, every)
                .onBackpressureDrop()
                .concatMap(round -> askAll(), 0)
                .subscribe();
    }

    /**
     * Asks from now on.
     *
     * @param allowPrivate whether nodes may be on this host and in private networks, as in development
     */
    public static NodeHealths start(RowQueries rows, boolean allowPrivate) {
        return start(rows, allowPrivate, EVERY);
    }

    static NodeHealths start(RowQueries rows, boolean allowPrivate, Duration every) {
        return new NodeHealths(rows, new NodeProbe(allowPrivate), every);
    }

    /** What the node answered last; nothing when it was not asked yet. */
    public Optional<NodeAnswer> of(NodeView node) {
        return Optional.ofNullable(answers.get(node.endpoint()));
    }

    @Override
    public void close() {
        running.dispose();
    }

    private Mono<Void> askAll() {
        return rows.page(NodeSql.NODES, Filter.everything().where("is_registered"), MOST, "")
                .map(nodes -> nodes.items().stream()
                        .map(NodeView::endpoint)
                        .distinct()
                        .toList())
                .doOnNext(endpoints -> answers.keySet().retainAll(Set.copyOf(endpoints)))
                .flatMapMany(this::ask)
                .then()
                .onErrorResume(failure -> {
                    log.debug("event=nodes_not_asked reason=\"{}\"", failure.toString());
                    return Mono.empty();
                });
    }

    private Flux<NodeAnswer> ask(List<String> endpoints) {
        var pause = EVERY.dividedBy(Math.max(1, endpoints.size()));
        return Flux.fromIterable(endpoints)
                .delayElements(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                .flatMap(endpoint -> probe.ask(endpoint).doOnNext(answer -> answers.put(endpoint, answer)), AT_ONCE);
    }
}

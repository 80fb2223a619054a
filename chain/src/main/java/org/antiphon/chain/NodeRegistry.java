package org.antiphon.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Who is a member of the network, read live from ServiceProviderFactory. The contract is asked; its events, and the blocks
 * that the chain takes back, only tell about whom to ask again, so what is here can be late but not wrong.
 */
public final class NodeRegistry implements AutoCloseable {
    /** How many of the newest blocks may be taken back on a public chain, with a margin. */
    public static final int FINALITY = 64;

    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);
    private static final int MAX_UNREAD_CHANGES = 1_024;
    private static final Retry FOR_EVER = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
            .maxBackoff(Duration.ofSeconds(10))
            .transientErrors(true)
            .doBeforeRetry(signal -> log.warn(
                    "event=registry_retry reason=\"{}\"", signal.failure().getMessage()));

    private final ChainClient client;
    private final BlockSource source;
    private final NodeContracts contracts;
    private final LogStream stream;
    private final int finality;
    private final Sinks.Many<NodeChange> changes = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> ready = Sinks.empty();
    private final Disposable following;
    private volatile Map<RegisteredNode.Key, RegisteredNode> nodes = Map.of();

    private NodeRegistry(ChainClient client, String factory, int finality) {
        this.client = client;
        this.source = client.blockSource();
        this.contracts = new NodeContracts(new NodeTransactions(client), factory);
        this.stream = new LogStream(source, LogStreamOptions.of(Set.of(factory)).withFinality(finality));
        this.finality = finality;
        this.following = Flux.defer(this::read).retryWhen(FOR_EVER).subscribe();
    }

    /**
     * Follows the registrations until closed; does not wait for the node of the chain.
     *
     * @param factory address of ServiceProviderFactory
     * @param finality how many of the newest blocks may be taken back
     */
    public static NodeRegistry follow(ChainEndpoint endpoint, String factory, int finality) {
        return new NodeRegistry(ChainClient.connect(endpoint), factory, finality);
    }

    /** Completes when the nodes have been read for the first time. */
    public Mono<Void> ready() {
        return ready.asMono();
    }

    /** All registered nodes at this moment, by type and id. */
    public List<RegisteredNode> nodes() {
        return nodes.values().stream()
                .sorted(Comparator.comparing((RegisteredNode node) -> node.key().type())
                        .thenComparing(node -> node.key().id()))
                .toList();
    }

    /** The nodes of one type, by id. */
    public List<RegisteredNode> nodes(String type) {
        return nodes().stream().filter(node -> node.key().type().equals(type)).toList();
    }

    /** The node of a type that signs with a wallet. */
    public Optional<RegisteredNode> find(String type, String delegateOwnerWallet) {
        return nodes(type).stream()
                .filter(node -> node.delegateOwnerWallet().equalsIgnoreCase(delegateOwnerWallet))
                .findFirst();
    }

    /** The node of a type that signs with a wallet, once it is known and after every change. */
    public Flux<Optional<RegisteredNode>> watch(String type, String delegateOwnerWallet) {
        return ready().thenMany(Flux.defer(() -> changes()
                        .map(NodeChange::node)
                        .filter(node -> node.key().type().equals(type))
                        .map(node -> find(type, delegateOwnerWallet))
                        .startWith(find(type, delegateOwnerWallet))))
                .distinctUntilChanged();
    }

    /** What that node is called, for example {@code content-node/1}. */
    public Flux<Optional<String>> names(String type, String delegateOwnerWallet) {
        return watch(type, delegateOwnerWallet)
                .map(node -> node.map(found -> found.key().toString()))
                .distinctUntilChanged();
    }

    /**
     * What changes from now on. A subscriber that lags by more than 1,024 changes fails with an overflow and should look at
     * the nodes again.
     */
    public Flux<NodeChange> changes() {
        return changes.asFlux().onBackpressureBuffer(MAX_UNREAD_CHANGES);
    }

    @Override
    public void close() {
        following.dispose();
        changes.tryEmitComplete();
        client.close();
    }

    /** From a block on, of which the nodes are read first; a reorg below it is an error, and so another reading. */
    private Flux<?> read() {
        var touched = new TouchedNodes(finality);
        return source.head()
                .flatMap(source::block)
                .flatMapMany(start -> contracts.all().doOnNext(this::replace).thenMany(stream.follow(List.of(start))))
                .map(touched::by)
                .filter(keys -> !keys.isEmpty())
                .concatMap(keys -> contracts.find(keys).doOnNext(found -> update(keys, found)), 1);
    }

    private void replace(List<RegisteredNode> found) {
        var keys = new HashSet<>(nodes.keySet());
        found.forEach(node -> keys.add(node.key()));
        update(List.copyOf(keys), found);
        ready.tryEmitEmpty();
    }

    private void update(List<RegisteredNode.Key> asked, List<RegisteredNode> found) {
        var byKey = found.stream().collect(Collectors.toMap(RegisteredNode::key, Function.identity()));
        var next = new HashMap<>(nodes);
        var happened = new ArrayList<NodeChange>();
        for (var key : asked) {
            var after = byKey.get(key);
            var before = after == null ? next.remove(key) : next.put(key, after);
            change(before, after).ifPresent(happened::add);
        }
        nodes = Map.copyOf(next);
        happened.forEach(this::announce);
    }

    private static Optional<NodeChange> change(@Nullable RegisteredNode before, @Nullable RegisteredNode after) {
        if (after == null) {
            return Optional.ofNullable(before).map(NodeChange.Left::new);
        }
        if (before == null) {
            return Optional.of(new NodeChange.Joined(after));
        }
        return before.equals(after) ? Optional.empty() : Optional.of(new NodeChange.Moved(before, after));
    }

    private void announce(NodeChange change) {
        var node = change.node();
        log.info(
                "event=node_{} type={} id={} endpoint=\"{}\" owner={} wallet={} block={}",
                change.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                node.key().type(),
                node.key().id(),
                node.endpoint(),
                node.owner(),
                node.delegateOwnerWallet(),
                node.block());
        changes.tryEmitNext(change);
    }
}

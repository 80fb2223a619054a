package org.antiphon.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The nodes that tell of one chain. One is asked as long as it answers well; one that doesn't is dropped for a while, and
 * the question goes to the next. When all are dropped they are asked all the same: a bad node may be better than none.
 */
final class Providers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private final List<Provider> providers;
    private final RpcListener listener;
    private volatile Provider current;
    private OptionalLong chainId;

    Providers(List<Provider> providers, OptionalLong chainId, RpcListener listener) {
        this.providers = List.copyOf(providers);
        this.listener = listener;
        this.current = providers.getFirst();
        this.chainId = chainId;
    }

    /** All, the most trusted first. */
    List<Provider> all() {
        return providers;
    }

    /** The one that is asked first. */
    Provider current() {
        return current;
    }

    /**
     * The answer of the best node that has one.
     *
     * @param question asked of one node after the other, until one answers it without a fault
     */
    <T> Mono<T> ask(Function<Provider, Mono<T>> question) {
        return Mono.defer(() -> ask(question, inOrder().iterator(), new ArrayList<>()));
    }

    /** Whether it is on the chain that is followed; that of the first answer unless it was told before. */
    Mono<Provider> admitted(Provider provider) {
        return provider.chainId().map(found -> {
            var expected = expected(found);
            if (found != expected) {
                throw new ChainException("%s: chain id: %d (expected: %d)".formatted(provider.name(), found, expected));
            }
            return provider;
        });
    }

    /** Leaves a node alone for a while. The only one there is can't be left alone. */
    void drop(Provider provider, String reason) {
        provider.forget();
        if (providers.size() > 1 && provider.drop()) {
            log.warn("event=rpc_provider_dropped node={} reason=\"{}\"", provider.name(), reason);
            listener.dropped(provider.name(), reason);
        }
    }

    @Override
    public void close() {
        providers.forEach(Provider::close);
    }

    private <T> Mono<T> ask(Function<Provider, Mono<T>> question, Iterator<Provider> left, List<Throwable> faults) {
        var provider = left.next();
        return admitted(provider)
                .then(Mono.defer(() -> question.apply(provider)))
                .doOnSuccess(answer -> prefer(provider))
                .onErrorMap(InconsistentAnswerException.class, e -> e.of(provider.name()))
                .onErrorResume(Providers::isFault, fault -> {
                    drop(provider, String.valueOf(fault.getMessage()));
                    faults.add(fault);
                    return left.hasNext() ? ask(question, left, faults) : Mono.error(sumOf(faults));
                });
    }

    private List<Provider> inOrder() {
        var first = current;
        return providers.stream()
                .sorted(Comparator.comparing(Provider::isGood)
                        .reversed()
                        .thenComparing(provider -> provider != first)
                        .thenComparing(Provider::awayUntil))
                .toList();
    }

    private synchronized long expected(long found) {
        if (chainId.isEmpty()) {
            chainId = OptionalLong.of(found);
        }
        return chainId.getAsLong();
    }

    private synchronized void prefer(Provider provider) {
        var before = current;
        if (before != provider && !before.isGood()) {
            current = provider;
            log.warn("event=rpc_provider_switched from={} to={}", before.name(), provider.name());
            listener.switched(before.name(), provider.name());
        }
    }

    /** A refused question, and what a contract refuses, says nothing against the node. */
    private static boolean isFault(Throwable failure) {
        return failure instanceof ChainException
                && !(failure instanceof RangeRefusedException)
                && !(failure instanceof RpcErrorException);
    }

    /** What all agree on stands as it is; that the chain changed too deep is believed only then. */
    private static Throwable sumOf(List<Throwable> faults) {
        var first = faults.getFirst();
        var agreed = faults.stream().allMatch(fault -> fault.getClass() == first.getClass());
        if (faults.size() == 1 || (agreed && first.getClass() != ChainException.class)) {
            return first;
        }
        return new ChainException(
                faults.stream()
                        .map(Throwable::getMessage)
                        .collect(Collectors.joining("; ", "no node answers well: ", "")),
                first);
    }
}

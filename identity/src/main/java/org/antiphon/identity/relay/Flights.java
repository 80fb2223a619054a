package org.antiphon.identity.relay;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.antiphon.chain.Receipt;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/**
 * The calls on their way to the chain. A flight belongs to nobody: it goes on when its caller leaves, and whoever sends
 * the same call meanwhile gets the same receipt.
 */
final class Flights {
    private final ConcurrentHashMap<String, Mono<Receipt>> flights = new ConcurrentHashMap<>();
    private final int limit;

    /** With room for this many at a time. */
    Flights(int limit) {
        this.limit = limit;
    }

    /** Joins the flight with this id, or starts it. */
    Mono<Receipt> board(String id, Supplier<Mono<Receipt>> start) {
        return Mono.defer(() -> {
            var flight = flights.computeIfAbsent(id, absent -> prepare(absent, start));
            flight.subscribe(landed -> {}, lost -> {});
            return flight;
        });
    }

    int size() {
        return flights.size();
    }

    private Mono<Receipt> prepare(String id, Supplier<Mono<Receipt>> start) {
        if (flights.size() >= limit) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "relay: %d calls wait for the chain (expected: fewer than %d)".formatted(flights.size(), limit));
        }
        return Mono.defer(start).doFinally(end -> flights.remove(id)).cache();
    }
}

package org.antiphon.identity.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.chain.Receipt;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class FlightsTest {
    private static final Receipt RECEIPT = new Receipt("0x1", "0x2", 3, true);

    private final Flights flights = new Flights(2);
    private final Sinks.One<Receipt> chain = Sinks.one();
    private final AtomicInteger started = new AtomicInteger();

    private Mono<Receipt> board(String id) {
        return flights.board(id, () -> {
            started.incrementAndGet();
            return chain.asMono();
        });
    }

    @Test
    void everyCallerOfOneCallGetsTheOneReceipt() {
        StepVerifier.create(Mono.zip(board("a"), board("a")))
                .then(() -> chain.tryEmitValue(RECEIPT))
                .assertNext(both -> assertThat(both.getT1()).isSameAs(both.getT2()))
                .verifyComplete();
        assertThat(started).hasValue(1);
        assertThat(flights.size()).isZero();
    }

    @Test
    void aFlightGoesOnWithoutItsCaller() {
        board("a").subscribe().dispose();

        assertThat(flights.size()).isOne();
        StepVerifier.create(board("a"))
                .then(() -> chain.tryEmitValue(RECEIPT))
                .expectNext(RECEIPT)
                .verifyComplete();
        assertThat(started).hasValue(1);
    }

    @Test
    void afterAFailureTheNextCallerStartsAgain() {
        StepVerifier.create(board("a"))
                .then(() -> chain.tryEmitError(new IllegalStateException("no chain")))
                .verifyErrorMessage("no chain");

        StepVerifier.create(board("a")).verifyErrorMessage("no chain");
        assertThat(started).hasValue(2);
        assertThat(flights.size()).isZero();
    }

    @Test
    void aFullSkyRefusesNewFlightsOnly() {
        board("a").subscribe();
        board("b").subscribe();

        StepVerifier.create(board("c"))
                .verifyErrorSatisfies(error ->
                        assertThat(((ApiException) error).reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED));
        StepVerifier.create(board("a"))
                .then(() -> chain.tryEmitValue(RECEIPT))
                .expectNext(RECEIPT)
                .verifyComplete();
    }
}

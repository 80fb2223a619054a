package org.antiphon.chain;

import java.time.Duration;
import reactor.core.publisher.Flux;

/**
 * A process that an earlier run of this program started and could not stop any more. It is no child of ours:
 * {@link ProcessHandle#onExit} notices the end of such a process seconds late or, while nobody has reaped it, not at all, so
 * its state is looked at instead.
 */
public record OrphanProcess(ProcessHandle process) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Ends it: kindly first, so that it writes its state, and by force after the timeout. Blocks until then. */
    public void end(Duration timeout) {
        process.destroy();
        Flux.interval(LOOK_EVERY)
                .filter(look -> !runs())
                .next()
                .timeout(timeout)
                .onErrorComplete()
                .block();
        if (runs()) {
            process.destroyForcibly();
        }
    }

    /** A process that has ended and was not reaped yet still counts as alive, but has no command any more. */
    private boolean runs() {
        return process.isAlive() && process.info().command().isPresent();
    }
}

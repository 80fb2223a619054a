package org.antiphon.chain;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The file in which anvil keeps the chain, and a copy that is known to be whole: anvil writes in place, so a crash can leave
 * half a file, with which it would refuse to start.
 */
final class DevChainState {

    private static final Logger log = LoggerFactory.getLogger(DevChainState.class);
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Path state;
    private final Path good;

    DevChainState(Path directory) {
        this.state = directory.toAbsolutePath().resolve("anvil-state.json");
        this.good = state.resolveSibling("anvil-state.good.json");
    }

    Path path() {
        return state;
    }

    /** Before a start: puts the copy in the place of a damaged file. */
    void repair() throws IOException {
        if (!Files.exists(state) || isComplete(state)) {
            return;
        }
        Files.move(state, state.resolveSibling("anvil-state.damaged.json"), StandardCopyOption.REPLACE_EXISTING);
        var restored = isComplete(good);
        if (restored) {
            Files.copy(good, state);
        }
        log.warn("event=dev_chain_state_damaged restored={}", restored);
    }

    /** Makes the copy anew unless the file is being written just now. */
    void keepIfComplete() {
        try {
            if (!Files.exists(state) || (Files.exists(good) && Files.mismatch(state, good) == -1)) {
                return;
            }
            var copy = state.resolveSibling("anvil-state.copy.json");
            Files.copy(state, copy, StandardCopyOption.REPLACE_EXISTING);
            if (isComplete(copy)) {
                sync(copy);
                Files.move(copy, good, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException e) {
            log.debug("event=dev_chain_state_gone file={}", e.getFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the copy up to date until closed. */
    Keeper keepEvery(Duration interval) {
        var ticks = Flux.interval(interval, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .subscribe(tick -> keepIfComplete(), e -> log.error("event=dev_chain_state_copy_failed", e));
        return new Keeper(ticks);
    }

    private static boolean isComplete(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (var parser = JSON.createParser(file.toFile())) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && parser.skipChildren().currentToken() == JsonToken.END_OBJECT;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The copying, while it goes on. */
    record Keeper(Disposable ticks) implements AutoCloseable {

        @Override
        public void close() {
            ticks.dispose();
        }
    }
}

package org.antiphon.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers a child process across a crash of its parent. Ids of processes are used again, so the process is taken for ours
 * only when its start and its executable are those that were written down.
 */
final class PidFile {

    private static final Logger log = LoggerFactory.getLogger(PidFile.class);

    private final Path path;

    PidFile(Path path) {
        this.path = path;
    }

    void write(ProcessHandle process) throws IOException {
        Files.writeString(path, process.pid() + "\n" + identity(process) + "\n");
    }

    /** Ends the process that was written down, if it still runs: kindly first, so that it writes its state. */
    void endOrphan(Duration timeout) throws IOException {
        var orphan = orphan();
        if (orphan.isPresent()) {
            log.warn("event=orphan_ended pid={}", orphan.get().pid());
            new OrphanProcess(orphan.get()).end(timeout);
        }
        Files.deleteIfExists(path);
    }

    private Optional<ProcessHandle> orphan() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(path);
        if (lines.size() != 2 || !lines.getFirst().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> identity(process).equals(lines.getLast()));
    }

    private static String identity(ProcessHandle process) {
        var info = process.info();
        return info.startInstant().map(Instant::toString).orElse("?") + " "
                + info.command().orElse("?");
    }
}

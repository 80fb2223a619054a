package org.antiphon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and everything it started takes of the machine, read from {@code /proc} (Linux). */
record ProcessTree(ProcessHandle root) {
    /**
     * Resident memory in MiB: proportional set size, which counts a page shared by several processes once.
     */
    long residentMebibytes() {
        return processes().mapToLong(ProcessTree::proportionalKibibytes).sum() / 1024;
    }

    /** CPU time of the living processes, in user and kernel mode. */
    Duration cpu() {
        return processes()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static long proportionalKibibytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}

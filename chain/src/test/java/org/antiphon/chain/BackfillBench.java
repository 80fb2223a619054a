package org.antiphon.chain;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What reading a long chain costs us: run it with {@code -Xmx512m}; arguments are blocks, logs per block, rounds and how
 * many blocks to ask for at once. Processor time is the whole process's, with its collector and compiler, less that of
 * the threads that play the node.
 */
public final class BackfillBench {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private BackfillBench() {}

    /** Prints a line for each round; the last ones are those of warm code. */
    public static void main(String[] arguments) throws Exception {
        var blocks = argument(arguments, 0, 2_500);
        var perBlock = argument(arguments, 1, 40);
        var rounds = argument(arguments, 2, 8);
        var range = argument(arguments, 3, 500);
        try (var node = ReplayNode.start(blocks, perBlock, 256);
                var client = ChainClient.connect(ChainEndpoint.of(node.url(), null))) {
            System.out.printf("%d blocks, %.1f MB of logs%n", blocks, node.bytesOfLogs() / 1e6);
            var options = LogStreamOptions.of(Set.of(ReplayNode.CONTRACT)).withRanges(range, 4);
            for (int round = 0; round < rounds; round++) {
                measure(new LogStream(client.blockSource(), options), blocks, round);
            }
        }
    }

    private static void measure(LogStream stream, int blocks, int round) {
        long started = System.nanoTime();
        long processor = ours();
        var logs = Objects.requireNonNull(stream.follow(List.of())
                .take(blocks)
                .reduce(0L, (count, change) -> count + decoded(change))
                .block(Duration.ofMinutes(5)));
        System.out.printf(
                "round %d: %d logs in %d ms, %.2f us processor time per log, %.2f per block%n",
                round,
                logs,
                (System.nanoTime() - started) / 1_000_000,
                (ours() - processor) / 1e3 / logs,
                (ours() - processor) / 1e3 / blocks);
    }

    private static long decoded(BlockChange change) {
        var appended = (BlockChange.Appended) change;
        return appended.logs().stream()
                .map(ManageEntityEvent::decode)
                .filter(event -> event.metadata().length() == 256)
                .count();
    }

    private static long ours() {
        var threads = ManagementFactory.getThreadMXBean();
        long node = 0;
        for (var id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null
                    && (info.getThreadName().equals("replay")
                            || info.getThreadName().startsWith("HTTP-Dispatcher"))) {
                node += threads.getThreadCpuTime(id);
            }
        }
        return PROCESS.getProcessCpuTime() - node;
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}

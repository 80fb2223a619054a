package org.antiphon.content.media;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs child processes as Monos: the exit completes them, and cancellation, an error or the time limit kills the child
 * with its own children. How many run at a time is the caller's to bound.
 */
public final class ProcessRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessRunner.class);

    private final Map<String, String> environment;
    private final AtomicInteger running = new AtomicInteger();
    private final Scheduler pipes = Schedulers.fromExecutorService(Executors.newCachedThreadPool(daemonThreads()));

    public ProcessRunner(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs a command.
     *
     * @param onOutput is told each line of the standard output as it comes
     */
    Mono<ProcessResult> run(List<String> command, Duration limit, Consumer<String> onOutput) {
        return Mono.usingWhen(
                        Mono.fromCallable(() -> start(command)).subscribeOn(pipes),
                        process -> await(process, onOutput),
                        process -> kill(process),
                        (process, failure) -> kill(process),
                        this::kill)
                .timeout(limit);
    }

    /** Runs a command whose output is short. */
    public Mono<ProcessResult> run(List<String> command, Duration limit) {
        return run(command, limit, line -> {});
    }

    /** Children alive now. */
    int running() {
        return running.get();
    }

    @Override
    public void close() {
        pipes.dispose();
    }

    private Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        running.incrementAndGet();
        return process;
    }

    private Mono<ProcessResult> await(Process process, Consumer<String> onOutput) {
        return Mono.zip(
                        lines(process.getInputStream(), onOutput),
                        lines(process.getErrorStream(), line -> {}),
                        Mono.fromFuture(process.onExit(), true))
                .map(all -> new ProcessResult(all.getT3().exitValue(), all.getT1(), withoutLoaderNotes(all.getT2())));
    }

    private Mono<List<String>> lines(InputStream stream, Consumer<String> listener) {
        return Mono.fromCallable(() -> LineCapture.read(stream, listener)).subscribeOn(pipes);
    }

    /** The dynamic loader notes at each start that a stub library has no versions. */
    private static List<String> withoutLoaderNotes(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.contains("no version information available"))
                .toList();
    }

    private Mono<Void> kill(Process process) {
        return Mono.fromRunnable(() -> {
            running.decrementAndGet();
            if (process.isAlive()) {
                log.info("pid={} action=kill", process.pid());
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        });
    }

    private static ThreadFactory daemonThreads() {
        return Thread.ofPlatform().daemon().name("process-pipe-", 0).factory();
    }
}

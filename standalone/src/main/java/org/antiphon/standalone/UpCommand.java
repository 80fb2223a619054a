package org.antiphon.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.antiphon.standalone.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code antiphon up}: every service in one process, until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything in one process over an embedded PostgreSQL and development chain.")
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "Port of the gateway (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = ".antiphon",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--demo", description = "Publish a few tracks to look at.")
    private boolean demo;

    @Option(names = "--until-ready", description = "Stop as soon as everything is ready: a check of the installation.")
    private boolean untilReady;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var began = System.nanoTime();
        var shutdown = Shutdown.onSignal();
        var options = StandaloneOptions.of(data, port);
        try (var tunes = demo ? new Demo(options, out::println) : null;
                var standalone = Standalone.start(options, out::println)) {
            if (tunes != null) {
                tunes.publish(standalone);
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            out.printf("antiphon is ready: %s  (%.1f s)%n", standalone.url(), took.toMillis() / 1000.0);
            out.flush();
            if (!untilReady) {
                shutdown.awaitSignal();
            }
            out.println("stopping …");
            out.flush();
        } finally {
            shutdown.finished();
        }
        return 0;
    }
}

package org.antiphon.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code antiphon up} as a process of its own, to be stopped and killed. */
final class AntiphonProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("antiphon is ready: (\\S+).*");

    private final Process process;
    private final List<ProcessHandle> children;
    private final URI url;

    private AntiphonProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
        this.children = process.descendants().toList();
    }

    static AntiphonProcess up(Path data) {
        try {
            var process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx512m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Antiphon.class.getName(),
                            "up",
                            "--port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectError(
                            data.resolveSibling(data.getFileName() + ".log").toFile())
                    .start();
            var ready = new CompletableFuture<URI>();
            Thread.ofVirtual().start(() -> follow(process, ready));
            return new AntiphonProcess(process, ready.get(90, TimeUnit.SECONDS));
        } catch (Exception failure) {
            throw new IllegalStateException("antiphon up did not become ready", failure);
        }
    }

    Edge edge() {
        return new Edge(url);
    }

    List<ProcessHandle> children() {
        return children;
    }

    /** {@code kill -9} of the JVM only; what it started is left behind. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C does. */
    boolean interrupt() throws InterruptedException, IOException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void follow(Process process, CompletableFuture<URI> ready) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var match = READY.matcher(line);
                if (match.matches()) {
                    ready.complete(URI.create(match.group(1)));
                }
            }
            ready.completeExceptionally(new IllegalStateException("it ended with " + process.waitFor()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

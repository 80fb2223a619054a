package org.antiphon.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.antiphon.standalone.demo.Demo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One standalone with the demo's tracks for all end-to-end tests of a run: real PostgreSQL, anvil and ffmpeg. */
public final class StandaloneExtension implements BeforeAllCallback {
    private @Nullable Running running;

    private record Running(Standalone standalone, Path data) implements AutoCloseable {
        static Running start() {
            try {
                var data = Files.createTempDirectory("antiphon-e2e");
                var options = StandaloneOptions.of(data, 0);
                try (var demo = new Demo(options, line -> {})) {
                    var standalone = Standalone.start(options, line -> {});
                    demo.publish(standalone);
                    return new Running(standalone, data);
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            standalone.close();
            try (var files = Files.walk(data)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    public Standalone standalone() {
        return Objects.requireNonNull(running, "register the extension as a static field")
                .standalone();
    }

    Edge edge() {
        return new Edge(standalone().url());
    }
}

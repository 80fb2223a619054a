package org.antiphon.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brings the Solidity side under the same command as everything else: sources, artifacts and their own tests agree. */
class ContractSourcesTest {

    private static final Path LOCK = Path.of("package-lock.json");
    private static final Path INSTALLED = Path.of("node_modules", ".installed-lock.json");

    @TempDir
    static Path temporary;

    @BeforeAll
    static void installCompilerAndForge() throws Exception {
        if (!Files.exists(INSTALLED) || Files.mismatch(LOCK, INSTALLED) != -1) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.copy(LOCK, INSTALLED);
        }
    }

    @Test
    void committedArtifactsAreReproducedFromSource() throws Exception {
        run("npm", "run", "check");
    }

    @Test
    void solidityTestsPass() throws Exception {
        run("npm", "test");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(temporary, "output", ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), Files.readString(output))
                .isZero();
    }
}

package org.antiphon.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets anvil from npm into a cache folder, once per user. The package of each platform is installed by itself; those in the
 * lock file shipped with this class are checked against its hashes.
 */
final class AnvilInstaller {

    static final String VERSION = "1.7.1";

    private static final Logger log = LoggerFactory.getLogger(AnvilInstaller.class);

    private final Path folder;

    AnvilInstaller(Path cacheDirectory) {
        this.folder = cacheDirectory.toAbsolutePath().resolve("anvil-" + VERSION);
    }

    /** The executable, installed now if it was not there. */
    Path binary() throws IOException, InterruptedException {
        var name = "@foundry-rs/anvil-" + platform();
        var executable = name.contains("win32") ? "anvil.exe" : "anvil";
        var binary = folder.resolve("node_modules/" + name + "/bin/" + executable);
        Files.createDirectories(folder);
        // Two JVMs may start at the same time; npm must not run twice in one folder.
        try (var channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!Files.isExecutable(binary)) {
                log.info("event=anvil_install version={} folder={}", VERSION, folder);
                install(name);
            }
            if (!lock.isValid() || !Files.isExecutable(binary)) {
                throw new ChainException("npm has no %s %s".formatted(name, VERSION));
            }
        }
        return binary;
    }

    private void install(String name) throws IOException, InterruptedException {
        copy("package.json");
        var locked = copy("package-lock.json").contains(name);
        var command = new ArrayList<>(
                List.of("npm", locked ? "ci" : "install", "--ignore-scripts", "--no-audit", "--no-fund"));
        if (!locked) {
            command.addAll(List.of("--no-save", name + "@" + VERSION));
        }
        var output = folder.resolve("npm.log");
        var npm = start(command, output);
        if (!npm.waitFor(5, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
        }
        if (npm.waitFor() != 0) {
            throw new ChainException(
                    "npm could not install anvil: " + Files.readString(output).strip());
        }
    }

    private Process start(List<String> command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new ChainException("npm is needed to install anvil: install Node.js 20 or newer", e);
        }
    }

    private String copy(String name) throws IOException {
        try (var resource = AnvilInstaller.class.getResourceAsStream("/anvil/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("anvil/" + name + " is not on the class path");
            }
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve(name), text);
            return text;
        }
    }

    /** npm's name of this platform. */
    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var name = os.startsWith("windows") ? "win32" : os.startsWith("mac") ? "darwin" : "linux";
        var cpu = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return name + "-" + cpu;
    }
}

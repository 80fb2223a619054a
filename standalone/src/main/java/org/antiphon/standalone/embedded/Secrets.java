package org.antiphon.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Random secrets, each in a file of its own that only its owner can read. */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom random = new SecureRandom();

    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** The secret with this name as 64 hexadecimal digits, made when missing. */
    public String getOrCreate(String name) {
        return find(name).orElseGet(() -> {
            var secret = generate();
            keep(name, secret);
            return secret;
        });
    }

    /** The secret with this name, if there is one. */
    public Optional<String> find(String name) {
        var file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("secret " + file + " can't be read", unreadable);
        }
    }

    /** A new secret, which is nowhere yet. */
    public static String generate() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Stores a secret under a name that has none. */
    public void keep(String name, String secret) {
        try {
            Files.createDirectories(directory);
            var file = directory.resolve(name);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n", StandardOpenOption.SYNC);
        } catch (IOException failure) {
            throw new UncheckedIOException("secret " + name + " can't be written to " + directory, failure);
        }
    }
}

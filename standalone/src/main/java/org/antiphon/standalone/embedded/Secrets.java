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
        return find(name).orElseGet(() -> create(name));
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

    private String create(String name) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        try {
            Files.createDirectories(directory);
            var file = directory.resolve(name);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n", StandardOpenOption.SYNC);
            return secret;
        } catch (IOException failure) {
            throw new UncheckedIOException("secret " + name + " can't be written to " + directory, failure);
        }
    }
}

package org.antiphon.standalone;

import java.nio.file.Path;

/**
 * How to run everything in one process.
 *
 * @param data where everything is kept
 * @param cache downloaded and unpacked programs, shared by all standalones of a user
 * @param host the address that the gateway listens on
 * @param port the gateway's port; 0 for any free one
 */
public record StandaloneOptions(Path data, Path cache, String host, int port) {
    /** On loopback, with programs kept in the user's cache. */
    public static StandaloneOptions of(Path data, int port) {
        var cache = Path.of(System.getProperty("user.home"), ".cache", "antiphon");
        return new StandaloneOptions(data.toAbsolutePath().normalize(), cache, "127.0.0.1", port);
    }
}

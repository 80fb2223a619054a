package org.antiphon.standalone.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.antiphon.chain.OrphanProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL with its data on disk. Unlike the defaults of an embedded server it is as durable as any: what is
 * committed survives a crash of this process, and the server that a killed process left behind is stopped first.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the server over a directory, made when missing. Blocks until it answers. */
    public static EmbeddedDatabase start(Path directory, Path cache) {
        try {
            Files.createDirectories(directory);
            stopOrphan(directory);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(cache.resolve("postgresql").toFile())
                    .setPGStartupWait(START)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL can't be started over " + directory, failure);
        }
    }

    /** Makes a database when it is missing. */
    public void create(String database) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (var found = query.executeQuery();
                    var statement = connection.createStatement()) {
                if (!found.next()) {
                    statement.execute("CREATE DATABASE \"" + database + "\"");
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("database " + database + " can't be made", failure);
        }
    }

    /** The address of a database, without a scheme for a driver. */
    public String url(String database) {
        return "postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), database);
    }

    public String username() {
        return USER;
    }

    public String password() {
        return USER;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static void stopOrphan(Path directory) throws IOException {
        var pidFile = directory.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            orphan(pidFile).ifPresent(EmbeddedDatabase::stop);
        }
        Files.deleteIfExists(directory.resolve("epg-lock"));
    }

    private static Optional<ProcessHandle> orphan(Path pidFile) throws IOException {
        var lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().trim()))
                        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    private static void stop(ProcessHandle orphan) {
        log.info("part=postgresql pid={} state=orphan action=stop", orphan.pid());
        new OrphanProcess(orphan).end(STOP);
    }
}

package org.antiphon.content.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A folder of its own for each piece of work, on the file system of the blobs, gone when the work ends either way. */
public final class Workspaces {
    private final Path root;

    private Workspaces(Path root) {
        this.root = root;
    }

    /** Opens the place of all workspaces and clears what a crash left. Blocks. */
    public static Workspaces open(Path root) {
        try {
            remove(root);
            return new Workspaces(Files.createDirectories(root.toAbsolutePath()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Does work in a fresh folder. */
    public <T> Mono<T> within(Function<Path, Mono<T>> work) {
        return Mono.usingWhen(
                Mono.fromCallable(() -> Files.createTempDirectory(root, "work"))
                        .subscribeOn(Schedulers.boundedElastic()),
                work,
                Workspaces::removeLater,
                (folder, failure) -> removeLater(folder),
                Workspaces::removeLater);
    }

    private static Mono<Void> removeLater(Path folder) {
        return Mono.<Void>fromCallable(() -> {
                    remove(folder);
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException | UncheckedIOException alreadyGone) {
            Files.deleteIfExists(folder);
        }
    }
}

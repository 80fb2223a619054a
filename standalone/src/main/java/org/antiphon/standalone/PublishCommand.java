package org.antiphon.standalone;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.client.GatewayClient;
import org.antiphon.client.PublishException;
import org.antiphon.client.Publisher;
import org.antiphon.server.HashId;
import org.antiphon.standalone.embedded.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;

/** {@code antiphon publish}: a file of the user's own becomes a track. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publish an audio file as a track. A new artist is created when nobody has the handle.")
final class PublishCommand implements Callable<Integer> {
    private static final Pattern HANDLE = Pattern.compile("(?!\\.+$)[a-z0-9_.]{1,30}");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Audio of any common format.")
    private Path file;

    @Option(names = "--title", required = true, description = "The track's title.")
    private String title;

    @Option(names = "--artist", required = true, description = "The artist's handle.")
    private String artist;

    @Option(names = "--name", description = "The display name of a new artist (default: the handle).")
    private Optional<String> name;

    @Option(names = "--genre", defaultValue = "Electronic", description = "The genre (default: ${DEFAULT-VALUE}).")
    private String genre;

    @Option(names = "--description", description = "A description.")
    private Optional<String> description;

    @Option(names = "--tags", description = "Tags, separated by commas.")
    private Optional<String> tags;

    @Option(names = "--artwork", description = "A square picture.")
    private Optional<Path> artwork;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "The gateway (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--data",
            defaultValue = ".antiphon",
            description = "Where artists' keys are kept, in keys/HANDLE (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--chain-id", defaultValue = "1337", description = "Of the domain that writes are signed for.")
    private long chainId;

    @Option(
            names = "--entity-manager",
            defaultValue = "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B",
            description = "The EntityManager contract that writes are signed for (default: ${DEFAULT-VALUE}).")
    private String entityManager;

    @Override
    public Integer call() {
        readable(file);
        if (title.isBlank()) {
            throw new PublishException("--title is empty (expected: a text)");
        }
        artwork.ifPresent(PublishCommand::readable);
        var out = spec.commandLine().getOut();
        try (var gateway = new GatewayClient(url, new Eip712Domain(chainId, entityManager))) {
            var published = publish(new Publisher(gateway)).block();
            if (published == null) {
                throw new PublishException("the gateway gave no answer");
            }
            var id = HashId.encode(published.trackId());
            out.printf(
                    "published \"%s\" by %s%n",
                    published.title(), published.artist().handle());
            out.printf("  track   %s%n", url.resolve("/v1/tracks/" + id));
            out.printf("  listen  %s%n", url.resolve("/v1/tracks/" + id + "/stream"));
        }
        return 0;
    }

    private Mono<Publisher.Published> publish(Publisher publisher) {
        var handle = artist.toLowerCase(Locale.ROOT);
        if (!HANDLE.matcher(handle).matches()) {
            throw new PublishException("--artist %s (expected: 1 to 30 of a-z 0-9 _ .)".formatted(artist));
        }
        var keys = new Secrets(data.resolve("keys"));
        var known = keys.find(handle);
        var key = known.orElseGet(Secrets::generate);
        var details = new Publisher.TrackDetails(title, genre, description, tags, artwork);
        return publisher
                .artist(
                        handle,
                        GatewayClient.wallet(key),
                        () -> Mono.fromCallable(() -> {
                            // kept before the artist is there, but not for a handle that nobody gets
                            if (known.isEmpty()) {
                                keys.keep(handle, key);
                            }
                            return Publisher.metadata().put("name", name.orElse(artist));
                        }))
                .flatMap(owner -> publisher.publish(owner, file, details));
    }

    private static void readable(Path path) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new PublishException("%s (expected: a file that can be read)".formatted(path));
        }
    }
}

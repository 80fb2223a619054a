import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.web3j.codegen.TruffleJsonFunctionWrapperGenerator;

/**
 * Writes the web3j wrapper of every artifact, run from source by the build: {@code GenerateWrappers <artifacts>
 * <destination>}. It runs in one JVM for all contracts and leaves wrappers newer than their artifact alone.
 */
final class GenerateWrappers {

    private static final String PACKAGE = "org.antiphon.contracts";

    public static void main(String[] arguments) throws IOException {
        var destination = Path.of(arguments[1]);
        try (var artifacts = Files.newDirectoryStream(Path.of(arguments[0]), "*.json")) {
            artifacts.forEach(artifact -> generate(artifact, destination));
        }
    }

    private static void generate(Path artifact, Path destination) {
        var className = artifact.getFileName().toString().replace(".json", "");
        var wrapper = destination.resolve(PACKAGE.replace('.', '/')).resolve(className + ".java");
        try {
            if (isFresh(wrapper, artifact)) {
                return;
            }
            TruffleJsonFunctionWrapperGenerator.main(
                    new String[] {"generate", artifact.toString(), "-o", destination.toString(), "-p", PACKAGE});
            silenceWarnings(wrapper);
        } catch (Exception e) {
            throw new IllegalStateException("no wrapper for " + artifact, e);
        }
    }

    private static boolean isFresh(Path wrapper, Path artifact) throws IOException {
        return Files.exists(wrapper)
                && Files.getLastModifiedTime(wrapper).compareTo(Files.getLastModifiedTime(artifact)) > 0;
    }

    /** The generator suppresses raw types only; the build refuses every other lint warning too. */
    private static void silenceWarnings(Path wrapper) {
        try {
            var text = Files.readString(wrapper);
            Files.writeString(
                    wrapper, text.replace("@SuppressWarnings(\"rawtypes\")", "@SuppressWarnings({\"rawtypes\", \"unchecked\", \"deprecation\", \"static\"})"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

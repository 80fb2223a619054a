package org.antiphon.standalone;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.antiphon.chain.ChainException;
import org.antiphon.client.PublishException;
import org.antiphon.server.ServiceHost;
import org.antiphon.standalone.deploy.DeployCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
        name = "antiphon",
        mixinStandardHelpOptions = true,
        versionProvider = Antiphon.Version.class,
        description = "Share, sell and listen to any audio: the nodes of an open music platform.",
        subcommands = {
            UpCommand.class,
            PublishCommand.class,
            StatusCommand.class,
            RunCommand.class,
            IndexCommand.class,
            DeployCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Antiphon {
    private Antiphon() {}

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Antiphon()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("antiphon: " + describe(failure));
            if (!isPlain(failure)) {
                failure.printStackTrace(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    private static boolean isPlain(Throwable failure) {
        return failure instanceof PublishException
                || failure instanceof IllegalArgumentException
                || failure instanceof NoSuchFileException
                || failure instanceof ChainException
                || failure instanceof StatusRuntimeException;
    }

    private static String describe(Throwable failure) {
        if (failure instanceof StatusRuntimeException refused) {
            var status = refused.getStatus();
            return status.getCode() == Status.Code.UNAVAILABLE
                    ? "the gateway can't be reached (expected: one at --url; start it with ./antiphon up)"
                    : Objects.requireNonNullElse(
                            status.getDescription(), status.getCode().name());
        }
        if (failure instanceof NoSuchFileException absent) {
            return "%s (expected: a file that can be read)".formatted(absent.getFile());
        }
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"antiphon " + ServiceHost.version()};
        }
    }
}

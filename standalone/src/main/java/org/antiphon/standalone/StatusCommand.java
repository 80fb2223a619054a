package org.antiphon.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code antiphon status}: the health of every service, as a table. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Show the health of every service. Exit code 0 when all are well, 1 when not, 2 when unreachable.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int UNREACHABLE = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "The gateway (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(names = "--json", description = "Print the gateway's document as it is.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var request = HttpRequest.newBuilder(url.resolve("/health_check"))
                    .timeout(TIMEOUT)
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (json) {
                out.println(answer.body());
            } else {
                table(new ObjectMapper().readTree(answer.body()), out);
            }
            return answer.statusCode() == 200 ? 0 : 1;
        } catch (ConnectException refused) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "antiphon: nothing answers at %s (expected: a gateway; start one with ./antiphon up)%n",
                            url);
            return UNREACHABLE;
        }
    }

    private static void table(JsonNode document, PrintWriter out) {
        out.printf("%-10s %-20s %-10s %s%n", "SERVICE", "PART", "STATE", "REASON");
        for (var service : document.path("services")) {
            var name = service.path("name").asText();
            out.printf(
                    "%-10s %-20s %-10s %s%n",
                    name,
                    "",
                    service.path("state").asText(),
                    service.path("reason").asText(""));
            for (var part : service.path("components")) {
                out.printf(
                        "%-10s %-20s %-10s %s%n",
                        "",
                        part.path("name").asText(),
                        part.path("state").asText(),
                        part.path("reason").asText(""));
            }
        }
    }
}

package org.antiphon.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.antiphon.standalone.StandaloneOptions;
import org.antiphon.standalone.embedded.EmbeddedDatabase;

/**
 * How fast a chain is indexed: 100,000 events over 2,500 blocks from a real chain into a real PostgreSQL with fsync on,
 * beside the rate at which the chain alone delivers the same logs and Jackson alone parses them.
 */
public final class IndexBench {
    private static final int BLOCKS = 2_500;
    private static final int EVENTS_PER_BLOCK = 40;
    private static final int RANGE = 100;

    private final PrintStream out;
    private final Path folder;

    private IndexBench(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        new IndexBench(System.out, Files.createTempDirectory("antiphon-bench")).run();
    }

    private void run() throws Exception {
        var cache = StandaloneOptions.of(folder, 0).cache();
        try (var chain = EventChain.start(Files.createDirectories(folder.resolve("chain")), cache);
                var postgres = EmbeddedDatabase.start(folder.resolve("postgresql"), cache)) {
            fill(chain);
            for (int round = 0; round < 2; round++) {
                double alone = logsAlone(chain);
                var name = "index" + round;
                postgres.create(name);
                index(chain, postgres, name, alone);
            }
        }
    }

    private void fill(EventChain chain) throws IOException, InterruptedException {
        var stories = new Stories();
        var began = System.nanoTime();
        for (int block = 0; block < BLOCKS; block++) {
            var events = new ArrayList<byte[]>();
            for (int i = 0; i < EVENTS_PER_BLOCK; i++) {
                events.add(stories.next());
            }
            chain.mine(events);
        }
        out.printf("chain of %,d events              %6.1f s%n", BLOCKS * EVENTS_PER_BLOCK, since(began));
    }

    /** Logs in a second of eth_getLogs and parsing its answers, nothing else. */
    private double logsAlone(EventChain chain) throws IOException, InterruptedException {
        var json = new ObjectMapper();
        var began = System.nanoTime();
        int logs = 0;
        for (int from = 1; from <= BLOCKS; from += RANGE) {
            var answer = chain.call(
                    "eth_getLogs",
                    "[{\"address\":\"%s\",\"fromBlock\":\"0x%x\",\"toBlock\":\"0x%x\"}]"
                            .formatted(EventChain.ENTITY_MANAGER, from, from + RANGE - 1));
            logs += json.readTree(answer).path("result").size();
        }
        double rate = logs / since(began);
        out.printf("eth_getLogs + JSON alone         %,8.0f logs/s (%,d)%n", rate, logs);
        return rate;
    }

    private void index(EventChain chain, EmbeddedDatabase postgres, String database, double alone) throws Exception {
        var db = postgres.url(database).replace("//", "//" + postgres.username() + ":" + postgres.password() + "@");
        var process = new ProcessBuilder(command(
                        "index",
                        "--rpc",
                        chain.rpcUrl(),
                        "--db",
                        db,
                        "--entity-manager",
                        EventChain.ENTITY_MANAGER,
                        "--until-head",
                        "--json"))
                .redirectError(folder.resolve(database + ".log").toFile())
                .start();
        var handle = process.toHandle();
        var cpu = Duration.ZERO;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            cpu = handle.info().totalCpuDuration().orElse(cpu);
        }
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve(database + ".log")));
        }
        var done = new ObjectMapper().readTree(answer);
        double rate = done.path("events").asInt() / done.path("seconds").asDouble();
        out.printf("indexed                          %,8.0f events/s (ratio %.2f)%n", rate, rate / alone);
        out.printf(
                "our CPU with the start           %8.1f s: %,.0f events per CPU second%n",
                cpu.toMillis() / 1e3, done.path("events").asInt() * 1e3 / cpu.toMillis());
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.antiphon.standalone.Antiphon"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Users who come, publish, follow, save and repost: one event after the other, the same in every run. */
    private static final class Stories {
        private static final int FIRST_USER = 3_000_000;
        private static final int FIRST_TRACK = 2_000_000;
        private final Random random = new Random(1);
        private int users;
        private final List<Integer> owners = new ArrayList<>();

        byte[] next() {
            int dice = random.nextInt(100);
            if (users < 10 || dice < 5) {
                int id = FIRST_USER + users++;
                return act(
                        id,
                        "User",
                        id,
                        "Create",
                        "{\"cid\":\"b\",\"data\":{\"handle\":\"user%d\",\"name\":\"User %d\",\"bio\":\"%s\"}}"
                                .formatted(id, id, filler(256 - 70)));
            }
            int user = FIRST_USER + random.nextInt(users);
            if (owners.size() < 10 || dice < 15) {
                int id = FIRST_TRACK + owners.size();
                owners.add(user);
                return act(
                        user,
                        "Track",
                        id,
                        "Create",
                        "{\"cid\":\"b\",\"data\":{\"title\":\"Track number %d\",\"genre\":\"Electronic\",\"duration\":180,\"description\":\"%s\"}}"
                                .formatted(id, filler(256 - 110)));
            }
            if (dice < 45) {
                int other = FIRST_USER + random.nextInt(users);
                return act(user, "User", other, "Follow", "{\"note\":\"%s\"}".formatted(filler(245)));
            }
            int track = FIRST_TRACK + random.nextInt(owners.size());
            return act(user, "Track", track, dice < 75 ? "Save" : "Repost", "{\"note\":\"%s\"}".formatted(filler(245)));
        }

        private static byte[] act(int user, String type, int id, String action, String metadata) {
            return EventChain.event(user, "0x%040x".formatted(user), type, id, action, metadata);
        }

        private String filler(int length) {
            var text = new StringBuilder();
            while (text.length() < length) {
                text.append((char) (random.nextInt(7) == 0 ? ' ' : 'a' + random.nextInt(26)));
            }
            return text.toString();
        }
    }
}

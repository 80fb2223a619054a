package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.antiphon.standalone.embedded.EmbeddedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator types it, on a chain and a database of their own. */
class IndexCommandTest {
    @TempDir
    private Path folder;

    private DevChain chain;
    private EmbeddedDatabase database;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() {
        var cache = StandaloneOptions.of(folder, 0).cache();
        chain = Objects.requireNonNull(DevChain.start(DevChainOptions.of(folder.resolve("chain"), cache))
                .block());
        database = EmbeddedDatabase.start(folder.resolve("postgresql"), cache);
        database.create("index");
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        chain.close();
    }

    @Test
    void indexIsBroughtToTheHeadOnceAndThenThereIsNothingToDo() throws Exception {
        assertThat(index(chain.rpcUrl(), url(), "--json")).as(err.toString()).isZero();
        var done = new ObjectMapper().readTree(out.toString());
        assertThat(done.path("block").asInt()).isZero();
        assertThat(done.path("blocks").asInt()).isEqualTo(1);
        assertThat(done.path("events").asInt()).isZero();

        assertThat(index(chain.rpcUrl(), url())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("head 0: 0 blocks, 0 events (0 rejected) in ");
    }

    @Test
    void wrongArgumentsAreNamedWithoutThePassword() {
        assertThat(index(chain.rpcUrl(), "mysql://me:secret@127.0.0.1/index")).isNotZero();
        assertThat(err.toString())
                .contains("--db: mysql://…@127.0.0.1/index (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)")
                .doesNotContain("secret")
                .doesNotContain("\tat ");

        assertThat(index("http://127.0.0.1:9", url())).isNotZero();
        assertThat(err.toString()).contains("http://127.0.0.1:9: can't be reached");
    }

    private String url() {
        return database.url("index").replace("//", "//%s:%s@".formatted(database.username(), database.password()));
    }

    private int index(String rpc, String db, String... more) {
        out.getBuffer().setLength(0);
        var arguments = new ArrayList<>(List.of(
                "index",
                "--rpc",
                rpc,
                "--db",
                db,
                "--entity-manager",
                "0x254dffcd3277c0b1660f6d42efbb754edababc2b",
                "--until-head"));
        arguments.addAll(List.of(more));
        return Antiphon.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}

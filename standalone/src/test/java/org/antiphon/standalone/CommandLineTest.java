package org.antiphon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, against a running platform. */
class CommandLineTest {
    @RegisterExtension
    static final StandaloneExtension antiphon = new StandaloneExtension();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Antiphon.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int publish(Path file, String artist, Path keys) {
        return run(
                "publish",
                file.toString(),
                "--title",
                "My own song",
                "--artist",
                artist,
                "--url",
                antiphon.standalone().url().toString(),
                "--data",
                keys.toString());
    }

    @Test
    void publishPutsAFileOfTheUsersOwnOnThePlatform() throws IOException {
        var song = Files.write(folder.resolve("song.wav"), Wav.tone(2));

        assertThat(publish(song, "Own_Artist", folder)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("published \"My own song\" by own_artist");
        var found =
                antiphon.edge().json("/v1/tracks/search?query=my%20own%20song").at("/data/0");
        assertThat(found.path("title").asText()).isEqualTo("My own song");
        assertThat(found.at("/user/handle").asText()).isEqualTo("own_artist");
    }

    @Test
    void publishAsSomebodyElseIsRefusedWithoutAStackTrace() throws IOException {
        var song = Files.write(folder.resolve("song.wav"), Wav.tone(1));

        assertThat(publish(song, "night_ferry", folder)).isNotZero();
        assertThat(err.toString()).contains("belongs to 0x").doesNotContain("\tat ");
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void publishOfWhatIsNoAudioTellsSoWithoutAStackTrace() throws IOException {
        var text = Files.writeString(folder.resolve("notes.mp3"), "no audio");

        assertThat(publish(text, "own_artist_2", folder)).isNotZero();
        assertThat(err.toString()).contains("NOT_AUDIO").doesNotContain("\tat ");
        assertThat(publish(folder.resolve("absent.mp3"), "own_artist_2", folder))
                .isNotZero();
        assertThat(err.toString()).contains("absent.mp3 (expected: a file that can be read)");
    }

    @Test
    void statusShowsEveryServiceAndItsParts() {
        assertThat(run("status", "--url", antiphon.standalone().url().toString()))
                .isZero();
        assertThat(out.toString()).contains("discovery", "indexer", "content", "identity", "gateway", "database");
        assertThat(run("status", "--url", "http://127.0.0.1:9")).isEqualTo(2);
        assertThat(err.toString()).contains("nothing answers at http://127.0.0.1:9");
    }
}

package org.antiphon.content.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Asks ffprobe what a file is. Only the listed formats are opened, so that a playlist in disguise can't make it read
 * other files or the network.
 */
final class Ffprobe {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper json = new ObjectMapper();

    private final MediaTools tools;
    private final ProcessRunner runner;

    Ffprobe(MediaTools tools, ProcessRunner runner) {
        this.tools = tools;
        this.runner = runner;
    }

    /** What the tool found, with the raw result for its warnings. */
    record Answer(MediaInfo info, ProcessResult result) {}

    Mono<Answer> ask(Path file, String formats, List<String> options) {
        var command = new ArrayList<>(List.of(
                tools.ffprobe().toString(), "-hide_banner", "-v", "warning", "-protocol_whitelist", "file,pipe"));
        command.addAll(List.of("-format_whitelist", formats));
        command.addAll(options);
        command.addAll(List.of("-print_format", "json", "-show_entries"));
        command.add("format=format_name,duration,size,bit_rate:stream=codec_type,duration,channels,width,height");
        command.add("file:" + file);
        return runner.run(command, LIMIT).map(result -> new Answer(parse(result), result));
    }

    private static MediaInfo parse(ProcessResult result) {
        try {
            return result.isSuccess()
                    ? json.readValue(result.outputText(), MediaInfo.class)
                    : new MediaInfo(null, List.of());
        } catch (JsonProcessingException cutOff) {
            return new MediaInfo(null, List.of());
        }
    }
}

package org.antiphon.content.media;

import java.nio.file.Path;
import java.util.Map;

/**
 * The executables.
 *
 * @param environment the whole environment they run in; they inherit nothing
 */
public record MediaTools(Path ffmpeg, Path ffprobe, Map<String, String> environment) {
    public MediaTools {
        environment = Map.copyOf(environment);
    }
}

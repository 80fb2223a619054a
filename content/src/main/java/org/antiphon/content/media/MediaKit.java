package org.antiphon.content.media;

import java.nio.file.Path;
import java.time.Duration;

/** Everything that works on media, built on one set of tools. */
public record MediaKit(AudioProber prober, Transcoder transcoder, ImageScaler scaler, Workspaces workspaces) {

    /** Opens the workspaces in a folder that must be on the file system of the blobs. Blocks. */
    public static MediaKit open(
            MediaTools tools, ProcessRunner runner, Path workspaces, Duration maxAudioLength, long maxPixels) {
        return new MediaKit(
                new AudioProber(tools, runner, maxAudioLength),
                new Transcoder(tools, runner),
                new ImageScaler(tools, runner, maxPixels),
                Workspaces.open(workspaces));
    }
}

package org.antiphon.content;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.antiphon.content.takedown.TakedownConfig;
import org.antiphon.server.DatabaseConfig;
import org.antiphon.server.ListenConfig;
import org.antiphon.server.RegistrationConfig;

/** The settings of a content node. */
@ConfigMapping(prefix = "antiphon.content")
public interface ContentConfig {
    ListenConfig listen();

    DatabaseConfig database();

    /** Where blobs and unfinished work lie. */
    @WithDefault(".antiphon/content")
    Path dataDir();

    /** Where the bundled ffmpeg is unpacked; several nodes may share it. Default: {@code cache} in the data folder. */
    Optional<Path> cacheDir();

    /** An ffmpeg to use instead of the bundled one; its ffprobe must lie beside it. */
    Optional<Path> ffmpeg();

    /** The addresses of the discovery nodes whose stream grants are accepted. With none, no audio is given out. */
    Optional<List<String>> trustedSigners();

    /** Where the node's registration is; without it the health doesn't tell. */
    Optional<RegistrationConfig> registration();

    /** Where the rulings about content are; without it everything is served. */
    Optional<TakedownConfig> takedowns();

    /** The largest file in bytes. */
    @WithDefault("524288000")
    long maxUploadSize();

    /** The bytes of disk that must stay free; below it, uploads are refused. */
    @WithDefault("1073741824")
    long minFreeSpace();

    /** Audio files transcoded at a time. Default: one fewer than there are cores, at least one. */
    OptionalInt transcodeConcurrency();

    /** Pictures scaled at a time. */
    @WithDefault("2")
    int imageConcurrency();

    /** Files received at a time. */
    @WithDefault("64")
    int maxConcurrentUploads();

    /** Blobs read at a time; each read holds up to 1 MiB in memory. */
    @WithDefault("256")
    int maxConcurrentReads();

    /** The longest audio. */
    @WithDefault("PT6H")
    Duration maxAudioLength();

    /** The largest picture in pixels. */
    @WithDefault("50000000")
    long maxImagePixels();
}

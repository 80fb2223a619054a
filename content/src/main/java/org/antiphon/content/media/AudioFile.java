package org.antiphon.content.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that holds audio.
 *
 * @param demuxer the one format it may be read as
 * @param declared how long it claims to be, where that is a claim and not our tool's estimate
 */
public record AudioFile(
        Path path, Probe probe, String demuxer, int channels, Duration length, Optional<Duration> declared) {}

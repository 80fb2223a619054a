package org.antiphon.discovery.model;

import org.jspecify.annotations.Nullable;

/**
 * The sound of a track.
 *
 * @param trackCid the CID of the 320 kbit/s MP3
 * @param duration in whole seconds
 */
public record TrackAudio(
        @Nullable String trackCid,
        @Nullable String previewCid,
        @Nullable Double previewStartSeconds,
        @Nullable String origFileCid,
        @Nullable String origFilename,
        @Nullable String audioUploadId,
        int duration,
        @Nullable Double bpm,
        @Nullable String musicalKey,
        int audioAnalysisErrorCount) {}

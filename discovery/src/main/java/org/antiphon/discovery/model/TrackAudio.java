package org.antiphon.discovery.model;

import org.jspecify.annotations.Nullable;

/**
 * The sound of a track.
 *
 * @param trackCid the CID of the 320 kbit/s MP3
 * @param duration in whole seconds
 * @param isCustomBpm whether the artist said so, not the analysis; the same for the key
 * @param placementHosts the content nodes that the artist chose, with commas; none when the network chooses
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
        boolean isCustomBpm,
        @Nullable String musicalKey,
        boolean isCustomMusicalKey,
        int audioAnalysisErrorCount,
        @Nullable String placementHosts) {}

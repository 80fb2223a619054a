package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.discovery.model.TrackAudio;
import org.antiphon.discovery.model.TrackDescription;
import org.antiphon.discovery.model.TrackRelease;
import org.jspecify.annotations.Nullable;

/** Reads a track's metadata as clients send it; what they leave out stays as it was. */
final class TrackMetadata {
    static final int MAX_DESCRIPTION = 2500;
    private static final int MAX_TAGS = 1024;
    private static final int MAX_PARENTS = 20;
    private static final int MAX_SECONDS = 24 * 3600;

    private TrackMetadata() {}

    static TrackDescription blankDescription() {
        return new TrackDescription("", "", null, null, null, null, null, null, null, null, null, null, false, false);
    }

    static TrackAudio blankAudio() {
        return new TrackAudio(null, null, null, null, null, null, 0, null, null, 0);
    }

    static TrackRelease blankRelease(Instant time) {
        return new TrackRelease(false, false, time, false, null, false, null, false, false);
    }

    static TrackDescription description(FieldReader in, TrackDescription old) {
        return new TrackDescription(
                in.requiredText("title", Texts.SHORT, old.title()).strip(),
                in.requiredText("genre", Texts.SHORT, old.genre()),
                in.text("mood", old.mood()),
                in.text("tags", MAX_TAGS, old.tags()),
                in.text("description", MAX_DESCRIPTION, old.description()),
                in.text("cover_art_sizes", in.text("cover_art", old.coverArtSizes())),
                in.text("isrc", old.isrc()),
                in.text("iswc", old.iswc()),
                in.text("license", old.license()),
                in.object("field_visibility", old.fieldVisibility()),
                remixOf(in, old.remixOf()),
                in.object("stem_of", old.stemOf()),
                in.flag("comments_disabled", old.commentsDisabled()),
                in.flag("is_owned_by_user", old.isOwnedByUser()));
    }

    static TrackAudio audio(FieldReader in, TrackAudio old) {
        return new TrackAudio(
                in.cid("track_cid", old.trackCid()),
                in.cid("preview_cid", old.previewCid()),
                in.number("preview_start_seconds", MAX_SECONDS, old.previewStartSeconds()),
                in.cid("orig_file_cid", old.origFileCid()),
                in.text("orig_filename", 1024, old.origFilename()),
                in.text("audio_upload_id", old.audioUploadId()),
                in.wholeNumber("duration", MAX_SECONDS, old.duration()),
                in.number("bpm", 1000, old.bpm()),
                in.text("musical_key", old.musicalKey()),
                in.wholeNumber("audio_analysis_error_count", 1000, old.audioAnalysisErrorCount()));
    }

    static TrackRelease release(FieldReader in, TrackRelease old) {
        boolean streamGated = in.flag("is_stream_gated", old.isStreamGated());
        boolean downloadGated = in.flag("is_download_gated", old.isDownloadGated());
        var streamConditions = in.object("stream_conditions", old.streamConditions());
        var downloadConditions = in.object("download_conditions", old.downloadConditions());
        return new TrackRelease(
                in.flag("is_unlisted", old.isUnlisted()),
                in.flag("is_scheduled_release", old.isScheduledRelease()),
                in.time("release_date", old.releaseDate()),
                streamGated,
                streamGated ? streamConditions : null,
                downloadGated,
                downloadGated ? downloadConditions : null,
                in.flag("is_downloadable", old.isDownloadable()),
                in.flag("is_original_available", old.isOriginalAvailable()));
    }

    /** The tracks that this metadata, whatever was before, wants to exist: parents of a remix, the parent of a stem. */
    static List<Long> parents(ObjectNode data) {
        var description = description(new FieldReader(data), blankDescription());
        var ids = new ArrayList<Long>();
        if (description.remixOf() != null) {
            description.remixOf().path("tracks").forEach(parent -> ids.add(parentId(parent)));
        }
        if (description.stemOf() != null) {
            ids.add(parentId(description.stemOf()));
        }
        return ids;
    }

    private static @Nullable JsonNode remixOf(FieldReader in, @Nullable JsonNode old) {
        var found = in.object("remix_of", old);
        if (!in.has("remix_of") || found == null) {
            return found;
        }
        var parents = found.path("tracks");
        if (parents.isEmpty()) {
            return null;
        }
        if (!parents.isArray() || parents.size() > MAX_PARENTS) {
            in.violate(
                    "remix_of: %s (expected: up to %d tracks)".formatted(Texts.brief(found.toString()), MAX_PARENTS));
            return old;
        }
        var tracks = JsonNodeFactory.instance.arrayNode();
        parents.forEach(parent -> tracks.addObject().put("parent_track_id", parentId(parent)));
        return JsonNodeFactory.instance.objectNode().set("tracks", tracks);
    }

    private static long parentId(JsonNode parent) {
        return parent.path("parent_track_id").asLong(0);
    }
}

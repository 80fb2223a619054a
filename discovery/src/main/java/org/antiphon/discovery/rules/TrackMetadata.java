package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.antiphon.discovery.model.TrackAudio;
import org.antiphon.discovery.model.TrackCredits;
import org.antiphon.discovery.model.TrackDescription;
import org.antiphon.discovery.model.TrackRelease;
import org.jspecify.annotations.Nullable;

/** Reads a track's metadata as clients send it; what they leave out stays as it was. */
final class TrackMetadata {
    private static final int MAX_TAGS = 1024;
    private static final int MAX_HOSTS = 1024;
    private static final int MAX_PARENTS = 20;
    static final int MAX_SECONDS = 24 * 3600;

    private TrackMetadata() {}

    static TrackDescription blankDescription() {
        return new TrackDescription("", "", null, null, null, null, null, null, null, null, null, null, false, false);
    }

    static TrackAudio blankAudio() {
        return new TrackAudio(null, null, null, null, null, null, 0, null, false, null, false, 0, null);
    }

    static TrackRelease blankRelease(Instant time) {
        return new TrackRelease(false, false, time, false, null, false, null, false, false, null, null);
    }

    static TrackDescription description(FieldReader in, TrackDescription old) {
        return new TrackDescription(
                in.requiredText("title", Texts.SHORT, old.title()).strip(),
                in.requiredText("genre", Texts.SHORT, old.genre()),
                in.text("mood", old.mood()),
                in.text("tags", MAX_TAGS, old.tags()),
                in.text("description", Texts.DESCRIPTION, old.description()),
                in.text("cover_art_sizes", in.text("cover_art", old.coverArtSizes())),
                in.text("isrc", old.isrc()),
                in.text("iswc", old.iswc()),
                in.text("license", old.license()),
                in.object("field_visibility", old.fieldVisibility()),
                remixOf(in, old.remixOf()),
                stemOf(in, old.stemOf()),
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
                in.flag("is_custom_bpm", old.isCustomBpm()),
                in.text("musical_key", old.musicalKey()),
                in.flag("is_custom_musical_key", old.isCustomMusicalKey()),
                in.wholeNumber("audio_analysis_error_count", 1000, old.audioAnalysisErrorCount()),
                in.text("placement_hosts", MAX_HOSTS, old.placementHosts()));
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
                in.flag("is_original_available", old.isOriginalAvailable()),
                in.list("allowed_api_keys", old.allowedApiKeys()),
                in.list("access_authorities", old.accessAuthorities()));
    }

    static TrackCredits credits(FieldReader in, TrackCredits old) {
        return new TrackCredits(
                in.id("ai_attribution_user_id", old.aiAttributionUserId()),
                in.text("cover_original_song_title", old.coverOriginalSongTitle()),
                in.text("cover_original_artist", old.coverOriginalArtist()),
                in.text("credits_splits", MAX_TAGS, old.creditsSplits()),
                in.list("resource_contributors", old.resourceContributors()),
                in.list("indirect_resource_contributors", old.indirectResourceContributors()),
                in.objectOrList("rights_controller", old.rightsController()));
    }

    /** The tracks that a remix was made from. */
    static List<Long> remixParents(TrackDescription description) {
        return description.remixOf() == null
                ? List.of()
                : StreamSupport.stream(description.remixOf().path("tracks").spliterator(), false)
                        .map(TrackMetadata::parentId)
                        .toList();
    }

    /** The track that a stem is a part of, none when it is no stem. */
    static List<Long> stemParent(TrackDescription description) {
        return description.stemOf() == null ? List.of() : List.of(parentId(description.stemOf()));
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

    private static @Nullable JsonNode stemOf(FieldReader in, @Nullable JsonNode old) {
        var found = in.object("stem_of", old);
        if (!in.has("stem_of") || found == null) {
            return found;
        }
        var category = new FieldReader((ObjectNode) found).text("category", null);
        return JsonNodeFactory.instance.objectNode().put("category", category).put("parent_track_id", parentId(found));
    }

    private static long parentId(JsonNode parent) {
        return parent.path("parent_track_id").asLong(0);
    }
}

package org.antiphon.discovery.grpc;

import static org.antiphon.discovery.grpc.Optionals.ifPresent;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.antiphon.discovery.model.TrackAudio;
import org.antiphon.discovery.model.TrackDescription;
import org.antiphon.discovery.model.TrackRelease;
import org.antiphon.discovery.query.TrackView;
import org.antiphon.discovery.stream.StreamAccess;
import org.antiphon.proto.discovery.v1.FieldVisibility;
import org.antiphon.proto.discovery.v1.FolloweeActivity;
import org.antiphon.proto.discovery.v1.MirroredUrl;
import org.antiphon.proto.discovery.v1.RemixOf;
import org.antiphon.proto.discovery.v1.RemixParentTrack;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.proto.discovery.v1.TrackAccess;
import org.antiphon.server.HashId;
import org.jspecify.annotations.Nullable;

/** Tracks as the proto defines them. */
final class TrackMessages {
    private final ImageUrls images;
    private final UserMessages users;
    private final String publicUrl;

    TrackMessages(URI publicUrl, ImageUrls images, UserMessages users) {
        this.images = images;
        this.users = users;
        this.publicUrl = publicUrl.toString().replaceAll("/+$", "");
    }

    Track of(TrackView view, long viewer) {
        var track = view.track();
        var owner = view.owner().user();
        var message = Track.newBuilder()
                .setId(track.trackId())
                .setUserId(track.ownerId())
                .setUser(users.of(view.owner()))
                .setPermalink("/" + owner.handle() + "/" + track.slug())
                .setRouteId(owner.handle() + "/" + track.slug())
                .setIsDelete(track.isDelete())
                .setIsAvailable(!track.isDelete())
                .setCreatedAt(Times.of(track.createdAt()))
                .setUpdatedAt(Times.of(track.updatedAt()))
                .setBlocknumber(track.blockNumber());
        describe(track.details(), message);
        describe(track.audio(), message);
        describe(track.release(), message);
        ifPresent(track.ddex().ddexApp(), message::setDdexApp);
        ifPresent(track.pinnedCommentId(), message::setPinnedCommentId);
        count(view, message);
        grant(view, viewer, message);
        return message.build();
    }

    private void describe(TrackDescription description, Track.Builder message) {
        message.setTitle(description.title())
                .setGenre(description.genre())
                .setCommentsDisabled(description.commentsDisabled())
                .setIsOwnedByUser(description.isOwnedByUser())
                .setFieldVisibility(visibility(description.fieldVisibility()));
        ifPresent(description.mood(), message::setMood);
        ifPresent(description.tags(), message::setTags);
        ifPresent(description.description(), message::setDescription);
        ifPresent(
                description.coverArtSizes(),
                reference -> message.setCoverArtSizes(reference).setArtwork(images.square(reference)));
        ifPresent(description.isrc(), message::setIsrc);
        ifPresent(description.iswc(), message::setIswc);
        ifPresent(description.license(), message::setLicense);
    }

    private static void describe(TrackAudio audio, Track.Builder message) {
        message.setDuration(audio.duration()).setAudioAnalysisErrorCount(audio.audioAnalysisErrorCount());
        ifPresent(audio.trackCid(), message::setTrackCid);
        ifPresent(audio.previewCid(), message::setPreviewCid);
        ifPresent(audio.previewStartSeconds(), message::setPreviewStartSeconds);
        ifPresent(audio.origFileCid(), message::setOrigFileCid);
        ifPresent(audio.origFilename(), message::setOrigFilename);
        ifPresent(audio.audioUploadId(), message::setAudioUploadId);
        ifPresent(audio.bpm(), message::setBpm);
        ifPresent(audio.musicalKey(), message::setMusicalKey);
    }

    private static void describe(TrackRelease release, Track.Builder message) {
        message.setReleaseDate(Times.of(release.releaseDate()))
                .setIsUnlisted(release.isUnlisted())
                .setIsScheduledRelease(release.isScheduledRelease())
                .setIsStreamGated(release.isStreamGated())
                .setIsDownloadGated(release.isDownloadGated())
                .setIsDownloadable(release.isDownloadable())
                .setIsOriginalAvailable(release.isOriginalAvailable());
        ifPresent(release.streamConditions(), conditions -> message.setStreamConditions(Structs.of(conditions)));
        ifPresent(release.downloadConditions(), conditions -> message.setDownloadConditions(Structs.of(conditions)));
    }

    private void count(TrackView view, Track.Builder message) {
        message.setPlayCount(view.counts().playCount())
                .setRepostCount(view.counts().repostCount())
                .setFavoriteCount(view.counts().saveCount())
                .setCommentCount(view.counts().commentCount())
                .setHasCurrentUserReposted(view.isReposted())
                .setHasCurrentUserSaved(view.isSaved());
        view.followeeReposts().forEach(each -> message.addFolloweeReposts(activity(each)));
        view.followeeSaves().forEach(each -> message.addFolloweeFavorites(activity(each)));
        if (!view.parents().isEmpty()) {
            var remixOf = RemixOf.newBuilder();
            view.parents().forEach(parent -> remixOf.addTracks(parent(parent)));
            message.setRemixOf(remixOf);
        }
    }

    private void grant(TrackView view, long viewer, Track.Builder message) {
        var access = StreamAccess.of(view.track(), viewer);
        message.setIsStreamable(access.audioCid(false) != null)
                .setAccess(
                        TrackAccess.newBuilder().setStream(access.mayStream()).setDownload(access.mayDownload()));
        ifPresent(access.publicCid(false), cid -> message.setStream(url(view, "")));
        ifPresent(access.publicCid(true), cid -> message.setPreview(url(view, "?preview=true")));
    }

    /** Not signed: a signature costs too much to make a hundred for a list, and would run out. The stream RPC signs. */
    private MirroredUrl url(TrackView view, String query) {
        var id = HashId.encode(view.track().trackId());
        return MirroredUrl.newBuilder()
                .setUrl("%s/v1/tracks/%s/stream%s".formatted(publicUrl, id, query))
                .build();
    }

    private RemixParentTrack parent(TrackView.Parent parent) {
        return RemixParentTrack.newBuilder()
                .setParentTrackId(parent.trackId())
                .setUser(users.of(parent.owner()))
                .setHasRemixAuthorReposted(parent.isReposted())
                .setHasRemixAuthorSaved(parent.isSaved())
                .build();
    }

    private static FolloweeActivity activity(TrackView.Activity activity) {
        return FolloweeActivity.newBuilder()
                .setUserId(activity.userId())
                .setCreatedAt(Times.of(activity.createdAt()))
                .build();
    }

    private static FieldVisibility visibility(@Nullable JsonNode shown) {
        return FieldVisibility.newBuilder()
                .setGenre(isShown(shown, "genre"))
                .setMood(isShown(shown, "mood"))
                .setTags(isShown(shown, "tags"))
                .setShare(isShown(shown, "share"))
                .setPlayCount(isShown(shown, "play_count"))
                .setRemixes(isShown(shown, "remixes"))
                .build();
    }

    private static boolean isShown(@Nullable JsonNode shown, String part) {
        return shown == null || shown.path(part).asBoolean(true);
    }
}

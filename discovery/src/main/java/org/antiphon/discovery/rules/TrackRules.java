package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackDescription;
import org.antiphon.discovery.model.TrackRelease;
import org.antiphon.discovery.model.TrackRoute;
import org.jspecify.annotations.Nullable;

/** Artists publish, change and delete their tracks. */
final class TrackRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        reads.track(action.entityId());
        if (action.metadata() instanceof Metadata.Fields fields) {
            var title = new FieldReader(fields.data()).requiredText("title", Texts.SHORT, "");
            Slugs.candidates(title, action.entityId())
                    .forEach(slug -> reads.row(new Key.RouteKey(action.userId(), slug)));
            TrackMetadata.parents(fields.data()).forEach(reads::track);
        }
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        return action.action().equals("Create") ? create(action, state) : change(action, state);
    }

    private static Verdict create(Action action, State state) {
        var id = action.entityId();
        var refused = Ids.refuseNew(id, Ids.FIRST_TRACK, state.track(id));
        if (refused != null) {
            return refused;
        }
        var blank = new Track(
                id,
                action.userId(),
                "",
                TrackMetadata.blankDescription(),
                TrackMetadata.blankAudio(),
                TrackMetadata.blankRelease(action.time()),
                false,
                action.time(),
                action.time(),
                action.blockNumber());
        return describe(action, blank, state);
    }

    private static Verdict change(Action action, State state) {
        var track = state.track(action.entityId());
        if (track == null || track.isDelete()) {
            return Verdict.reject(
                    Rejection.TRACK_UNKNOWN, "entity_id: %d (expected: an existing track)", action.entityId());
        }
        if (track.ownerId() != action.userId()) {
            return Verdict.reject(
                    Rejection.NOT_OWNER, "user_id: %d (expected: the artist %d)", action.userId(), track.ownerId());
        }
        return action.action().equals("Delete")
                ? Verdict.accept(new Change.Put(track.deleted(action.time(), action.blockNumber())))
                : describe(action, track, state);
    }

    private static Verdict describe(Action action, Track old, State state) {
        return action.withFields(fields -> describe(action, old, fields.data(), state));
    }

    private static Verdict describe(Action action, Track old, ObjectNode data, State state) {
        var in = new FieldReader(data);
        var description = TrackMetadata.description(in, old.details());
        var audio = TrackMetadata.audio(in, old.audio());
        var release = TrackMetadata.release(in, old.release());
        var owner = in.id("owner_id", action.userId());
        if (owner != null && owner != action.userId()) {
            in.violate("owner_id: %d (expected: the user_id %d)".formatted(owner, action.userId()));
        }
        var refused = refuse(in, description, release);
        var refusedParents = refused == null ? refuseParents(data, state) : refused;
        if (refusedParents != null) {
            return refusedParents;
        }
        var slug = slug(action, old, description, state);
        var track = new Track(
                old.trackId(),
                old.ownerId(),
                slug,
                description,
                audio,
                dated(action.time(), old, release),
                false,
                old.createdAt(),
                action.time(),
                action.blockNumber());
        return slug.equals(old.slug())
                ? Verdict.accept(new Change.Put(track))
                : Verdict.accept(
                        new Change.Put(track),
                        new Change.Put(new TrackRoute(old.ownerId(), slug, old.trackId(), action.blockNumber())));
    }

    private static @Nullable Verdict refuse(FieldReader in, TrackDescription description, TrackRelease release) {
        var violation = in.violation();
        if (violation != null) {
            return Verdict.reject(Rejection.METADATA_INVALID, "%s", violation);
        }
        if (!Genres.ALL.contains(description.genre())) {
            return Verdict.reject(
                    Rejection.GENRE_UNKNOWN,
                    "genre: \"%s\" (expected: a genre of the protocol, e.g. \"Electronic\")",
                    Texts.brief(description.genre()));
        }
        var contradiction = Conditions.violation(release, description.stemOf() != null);
        if (contradiction != null) {
            return Verdict.reject(Rejection.CONDITIONS_INVALID, "%s", contradiction);
        }
        return null;
    }

    private static @Nullable Verdict refuseParents(ObjectNode data, State state) {
        for (long id : TrackMetadata.parents(data)) {
            var parent = state.track(id);
            if (parent == null || parent.isDelete()) {
                return Verdict.reject(Rejection.TRACK_UNKNOWN, "parent_track_id: %d (expected: an existing track)", id);
            }
        }
        return null;
    }

    private static String slug(Action action, Track old, TrackDescription description, State state) {
        if (description.title().equals(old.details().title())) {
            return old.slug();
        }
        for (var slug : Slugs.candidates(description.title(), old.trackId())) {
            var route = state.row(new Key.RouteKey(action.userId(), slug));
            if (route == null || route.trackId() == old.trackId()) {
                return slug;
            }
        }
        throw new IllegalStateException("the slug with the id of track %d is taken".formatted(old.trackId()));
    }

    /** Publishing sets the release date to now; a public track can't come out in the future. */
    private static TrackRelease dated(Instant now, Track old, TrackRelease release) {
        boolean isNew = old.slug().isEmpty();
        if (release.isUnlisted()) {
            return release;
        }
        if (!isNew && old.release().isUnlisted()) {
            return release.releasedAt(now);
        }
        if (release.releaseDate().isAfter(now)) {
            return release.releasedAt(isNew ? now : old.release().releaseDate());
        }
        return release;
    }
}

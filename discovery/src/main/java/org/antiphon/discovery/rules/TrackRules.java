package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.discovery.model.Ddex;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackCredits;
import org.antiphon.discovery.model.TrackDescription;
import org.antiphon.discovery.model.TrackRelease;
import org.antiphon.discovery.model.TrackRoute;
import org.jspecify.annotations.Nullable;

/** Artists publish, change and delete their tracks. */
final class TrackRules extends ItemRules<Track> {
    TrackRules() {
        super(ItemKind.TRACK);
    }

    @Override
    @Nullable
    Track find(long id, State state) {
        return state.track(id);
    }

    @Override
    void reads(Action action, ObjectNode data, Reads reads) {
        var title = new FieldReader(data).requiredText("title", Texts.SHORT, "");
        Slugs.candidates(title, action.entityId()).forEach(slug -> reads.row(new Key.RouteKey(action.userId(), slug)));
        TrackParents.reads(action, data, reads);
        var attributed = new FieldReader(data).id("ai_attribution_user_id", null);
        if (attributed != null) {
            reads.user(attributed);
        }
    }

    @Override
    Verdict describe(Action action, @Nullable Track old, ObjectNode data, State state) {
        var in = new FieldReader(data);
        var described = track(action, old == null ? blank(action) : old, in);
        in.requireId("owner_id", action.userId());
        var refused = Verdict.firstOf(
                () -> refuse(in, described.details(), described.release()),
                () -> TrackParents.refuse(old, described, state),
                () -> refuseAttribution(old, described, state));
        if (refused != null) {
            return refused;
        }
        var release = Publishing.dated(action.time(), old == null ? null : old.release(), described.release());
        var slug = slug(old, described, state);
        var track = described.released(slug, release);
        var changes = new ArrayList<Change>(List.of(new Change.Put(track)));
        if (old == null || !slug.equals(old.slug())) {
            changes.add(new Change.Put(new TrackRoute(track.ownerId(), slug, track.trackId(), action.blockNumber())));
        }
        changes.addAll(TrackParents.changes(track, data, state));
        return new Verdict.Accepted(changes);
    }

    private static Track blank(Action action) {
        return new Track(
                action.entityId(),
                action.userId(),
                "",
                TrackMetadata.blankDescription(),
                TrackMetadata.blankAudio(),
                TrackMetadata.blankRelease(action.time()),
                TrackCredits.NONE,
                Ddex.NONE,
                null,
                false,
                action.time(),
                action.time(),
                action.blockNumber());
    }

    private static Track track(Action action, Track old, FieldReader in) {
        return new Track(
                old.trackId(),
                old.ownerId(),
                old.slug(),
                TrackMetadata.description(in, old.details()),
                TrackMetadata.audio(in, old.audio()),
                TrackMetadata.release(in, old.release()),
                TrackMetadata.credits(in, old.credits()),
                DdexRule.read(in, old.ddex()),
                old.pinnedCommentId(),
                false,
                old.createdAt(),
                action.time(),
                action.blockNumber());
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
        return contradiction == null ? null : Verdict.reject(Rejection.CONDITIONS_INVALID, "%s", contradiction);
    }

    /** Only who allowed it is named as the one whose style a machine used. */
    private static @Nullable Verdict refuseAttribution(@Nullable Track old, Track track, State state) {
        var id = track.credits().aiAttributionUserId();
        if (id == null || (old != null && id.equals(old.credits().aiAttributionUserId()))) {
            return null;
        }
        var user = state.user(id);
        return user != null && user.settings().allowAiAttribution()
                ? null
                : Verdict.reject(
                        Rejection.ATTRIBUTION_NOT_ALLOWED,
                        "ai_attribution_user_id: %d (expected: a user who allows it)",
                        id);
    }

    private static String slug(@Nullable Track old, Track track, State state) {
        if (old != null && track.details().title().equals(old.details().title())) {
            return old.slug();
        }
        return Slugs.choose(track.details().title(), track.trackId(), slug -> {
            var route = state.row(new Key.RouteKey(track.ownerId(), slug));
            return route == null ? null : route.trackId();
        });
    }
}

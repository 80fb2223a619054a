package org.antiphon.discovery.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.antiphon.discovery.model.Item;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Row;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Share;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackDownload;
import org.jspecify.annotations.Nullable;

/**
 * Listeners save and repost what others published, and share and download what they may hear. A hidden item is shared by
 * who was given its link, but stands in nobody's public library.
 */
final class ItemSocialRules implements EntityRules {
    @Override
    public void reads(Action action, Reads reads) {
        SignerRule.reads(action, reads);
        ItemKind.of(action).reads(action.entityId(), reads);
        keys(action).forEach(reads::row);
    }

    @Override
    public Verdict judge(Action action, State state) {
        var refused = SignerRule.refuse(action, state);
        if (refused != null) {
            return refused;
        }
        if (action.action().startsWith("Un")) {
            return Marks.remove(keys(action), state);
        }
        var item = ItemKind.of(action).find(action.entityId(), state);
        var refusedItem = refuse(action, item);
        return refusedItem != null ? refusedItem : Marks.put(mark(action, requireNonNull(item)), keys(action), state);
    }

    private static @Nullable Verdict refuse(Action action, @Nullable Item item) {
        var missing = ItemKind.of(action).refuseMissing("entity_id", action.entityId(), item);
        boolean isLike = action.action().equals("Save") || action.action().equals("Repost");
        if (missing != null || item == null || !isLike) {
            return missing;
        }
        if (item.ownerId() == action.userId()) {
            return Verdict.reject(
                    Rejection.OWN_ITEM,
                    "entity_id: %d (expected: a %s of somebody else)",
                    action.entityId(),
                    item.itemType());
        }
        return item.isHidden()
                ? Verdict.reject(
                        Rejection.NOT_PUBLIC,
                        "entity_id: %d (expected: a public %s)",
                        action.entityId(),
                        item.itemType())
                : null;
    }

    private static Row mark(Action action, Item item) {
        long user = action.userId();
        var type = item.itemType();
        long id = action.entityId();
        return switch (action.action()) {
            case "Save" ->
                new Save(user, type, id, flag(action, "is_save_of_repost"), action.time(), action.blockNumber());
            case "Repost" ->
                new Repost(user, type, id, flag(action, "is_repost_of_repost"), action.time(), action.blockNumber());
            case "Share" -> new Share(user, type, id, action.time(), action.blockNumber());
            default -> download(action, (Track) item);
        };
    }

    private static TrackDownload download(Action action, Track track) {
        return new TrackDownload(
                track.trackId(),
                action.userId(),
                action.blockNumber(),
                track.wholeTrackId(),
                place(action, "city"),
                place(action, "region"),
                place(action, "country"),
                action.time());
    }

    /** The keys that the mark can have: a list may have been an album when it was marked. */
    private static List<? extends Key<?>> keys(Action action) {
        long user = action.userId();
        long id = action.entityId();
        return switch (action.action()) {
            case "Save", "Unsave" -> keys(action, type -> new Key.SaveKey(user, type, id));
            case "Repost", "Unrepost" -> keys(action, type -> new Key.RepostKey(user, type, id));
            case "Share" -> keys(action, type -> new Key.ShareKey(user, type, id));
            default -> List.of(new Key.TrackDownloadKey(id, user, action.blockNumber()));
        };
    }

    private static List<? extends Key<?>> keys(Action action, Function<String, Key<?>> key) {
        return switch (ItemKind.of(action)) {
            case TRACK -> List.of(key.apply(Item.TRACK));
            case PLAYLIST -> Stream.of(Item.PLAYLIST, Item.ALBUM).map(key).toList();
        };
    }

    /** Where the user met the item is a hint for statistics: unreadable metadata does not undo the wish itself. */
    private static boolean flag(Action action, String name) {
        return action.metadata().fieldsOrNone().path(name).asBoolean(false);
    }

    /** The same for where on earth the user is. */
    private static @Nullable String place(Action action, String name) {
        JsonNode node = action.metadata().fieldsOrNone().path(name);
        return node.isTextual() && Texts.length(node.textValue()) <= Texts.SHORT ? node.textValue() : null;
    }
}

package org.antiphon.discovery.rules;

import com.fasterxml.jackson.databind.JsonNode;
import org.antiphon.discovery.model.PlaylistRelease;
import org.antiphon.discovery.model.TrackRelease;
import org.jspecify.annotations.Nullable;

/** Which conditions an artist may put before listening and downloading. */
final class Conditions {
    private Conditions() {}

    /** What is wrong with a track's conditions, or null. */
    static @Nullable String violation(TrackRelease release, boolean isStem) {
        if (isStem && (release.isStreamGated() || release.isDownloadGated())) {
            return "stem_of: a stem (expected: no conditions)";
        }
        if (release.isStreamGated()) {
            var wrong = violation("stream_conditions", release.streamConditions());
            if (wrong != null) {
                return wrong;
            }
            boolean same = release.isDownloadGated()
                    && release.streamConditions() != null
                    && release.streamConditions().equals(release.downloadConditions());
            return same ? null : "download_conditions: others (expected: the stream_conditions)";
        }
        return release.isDownloadGated() ? violation("download_conditions", release.downloadConditions()) : null;
    }

    /** What is wrong with a playlist's conditions, or null. */
    static @Nullable String violation(PlaylistRelease release) {
        return release.isStreamGated() ? violation("stream_conditions", release.streamConditions()) : null;
    }

    private static @Nullable String violation(String name, @Nullable JsonNode conditions) {
        if (conditions == null || conditions.size() != 1) {
            return "%s: %d conditions (expected: 1)".formatted(name, conditions == null ? 0 : conditions.size());
        }
        var condition = conditions.properties().iterator().next();
        var value = condition.getValue();
        boolean fits = switch (condition.getKey()) {
            case "usdc_purchase" -> isPurchase(value);
            case "follow_user_id", "tip_user_id" ->
                value.isIntegralNumber() && value.canConvertToLong() && Ids.isPossible(value.longValue());
            case "nft_collection", "token_gate" -> value.isObject();
            default -> false;
        };
        return fits
                ? null
                : "%s: %s (expected: usdc_purchase with price and splits, follow_user_id, tip_user_id,"
                        .concat(" nft_collection or token_gate)")
                        .formatted(name, Texts.brief(conditions.toString()));
    }

    private static boolean isPurchase(JsonNode purchase) {
        var price = purchase.path("price");
        var splits = purchase.path("splits");
        boolean priced = price.isIntegralNumber() && price.canConvertToInt() && price.intValue() > 0;
        return priced && splits.isContainerNode() && !splits.isEmpty();
    }
}

package org.antiphon.discovery.query;

import java.util.List;

/**
 * What tracks are looked for.
 *
 * @param genres only these; empty for all
 * @param moods only these; empty for all
 */
public record TrackSearch(
        String query, List<String> genres, List<String> moods, boolean onlyDownloadable, SearchOrder order) {
    public TrackSearch {
        genres = List.copyOf(genres);
        moods = List.copyOf(moods);
    }
}

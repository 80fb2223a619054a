package org.antiphon.discovery.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.discovery.model.HourlyPlays;
import org.antiphon.discovery.model.Key;

/**
 * Plays were recorded. Those of tracks that are not there count for nothing.
 *
 * @param plays one key per play
 */
public record PlaysEvent(List<Key.HourlyPlaysKey> plays) implements Event {
    public PlaysEvent {
        plays = List.copyOf(plays);
    }

    @Override
    public String entityType() {
        return "Plays";
    }

    @Override
    public String action() {
        return "Record";
    }

    @Override
    public void reads(Reads reads) {
        plays.forEach(play -> {
            reads.track(play.trackId());
            reads.row(play);
        });
    }

    @Override
    public Verdict judge(State state) {
        var counts = new LinkedHashMap<Key.HourlyPlaysKey, Integer>();
        for (var play : plays) {
            var track = state.track(play.trackId());
            if (track != null && !track.isDelete()) {
                counts.merge(play, 1, Integer::sum);
            }
        }
        return new Verdict.Accepted(
                counts.entrySet().stream().map(count -> put(count, state)).toList());
    }

    private static Change put(Map.Entry<Key.HourlyPlaysKey, Integer> count, State state) {
        var hour = count.getKey();
        var before = state.row(hour);
        int plays = (before == null ? 0 : before.plays()) + count.getValue();
        return new Change.Put(new HourlyPlays(hour.trackId(), hour.hour(), plays));
    }
}

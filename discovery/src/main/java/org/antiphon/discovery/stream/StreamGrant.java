package org.antiphon.discovery.stream;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The right of a listener to a track's audio.
 *
 * @param cid of the audio; letters and digits only
 * @param userId the listener, 0 for nobody known
 * @param skipPlayCount whether listening does not count as a play
 */
public record StreamGrant(String cid, long trackId, long userId, boolean skipPlayCount) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");

    /** Whether this can be a CID; it comes from the artist's metadata and goes into a path. */
    public static boolean isCid(String cid) {
        return PLAIN.matcher(cid).matches();
    }

    String json(Instant time) {
        var user = userId > 0 ? ",\"userId\":" + userId : "";
        return "{\"cid\":\"%s\",\"timestamp\":%d,\"trackId\":%d%s}".formatted(cid, time.toEpochMilli(), trackId, user);
    }
}

package org.antiphon.discovery.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** What users publish, and others save, repost and share. */
public interface Item extends Row {
    /** The item is a track. */
    String TRACK = "track";

    /** The item is a playlist. */
    String PLAYLIST = "playlist";

    /** The item is an album, which is a playlist to the rules. */
    String ALBUM = "album";

    /** What is talked about is a comment, which is no item but has answers. */
    String COMMENT = "comment";

    /** Who published it. */
    long ownerId();

    /** Whether its owner deleted it. */
    boolean isDelete();

    /** The delivery it came with. */
    Ddex ddex();

    /** Whether only those see it who were given its link. */
    @JsonIgnore
    boolean isHidden();

    /** What it is called among saves, reposts and shares. */
    @JsonIgnore
    String itemType();

    /** The item as its owner deleted it. */
    Item deleted(Instant time, long block);
}

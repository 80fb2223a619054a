package org.antiphon.content.media;

import java.util.Optional;
import java.util.stream.Stream;

/** The sizes in which pictures are shown. */
public enum ImageVariant {
    SQUARE_150("150x150.jpg", 150, true),
    SQUARE_480("480x480.jpg", 480, true),
    SQUARE_1000("1000x1000.jpg", 1000, true),
    WIDTH_640("640x.jpg", 640, false),
    WIDTH_2000("2000x.jpg", 2000, false);

    private final String key;
    private final int size;
    private final boolean square;

    ImageVariant(String key, int size, boolean square) {
        this.key = key;
        this.size = size;
        this.square = square;
    }

    /** The variant's name in URLs and in an upload's results. */
    public String key() {
        return key;
    }

    public static Optional<ImageVariant> of(String key) {
        return Stream.of(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /** The ffmpeg filter: squares are cut from the middle, widths are never blown up. */
    String filter() {
        return square
                ? "scale=%1$d:%1$d:force_original_aspect_ratio=increase:flags=lanczos,crop=%1$d:%1$d,setsar=1"
                        .formatted(size)
                : "scale='min(%d,iw)':-2:flags=lanczos,setsar=1".formatted(size);
    }
}

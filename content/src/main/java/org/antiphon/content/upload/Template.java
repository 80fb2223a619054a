package org.antiphon.content.upload;

import java.util.List;
import java.util.Locale;
import org.antiphon.content.media.ImageVariant;

/** What an uploaded file is for. */
public enum Template {
    AUDIO,
    IMG_SQUARE,
    IMG_BACKDROP;

    /** The sizes that are made at once; the others are made when asked for. */
    List<ImageVariant> variants() {
        return switch (this) {
            case AUDIO -> List.of();
            case IMG_SQUARE -> List.of(ImageVariant.SQUARE_150, ImageVariant.SQUARE_480, ImageVariant.SQUARE_1000);
            case IMG_BACKDROP -> List.of(ImageVariant.WIDTH_640, ImageVariant.WIDTH_2000);
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Template of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

package org.antiphon.content.media;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The head of one frame in a stream of frames without a container.
 *
 * @param length the length of the frame with its head, in bytes
 * @param stream the bits that are the same in every frame of a stream
 */
record FrameHead(int length, int stream) {
    static final int LONGEST_HEAD = 7;
    /** The bits of the first two bytes that are the same in every frame of a stream, in each format. */
    static final int STREAM = 0xfffe0000;

    private static final int SYNC = 0xffe00000;
    private static final int MPEG_STREAM = 0xfffe0c00;
    private static final int MPEG_HEAD = 4;
    private static final int LAYER_1 = 3;
    private static final int LAYER_2 = 2;
    private static final int LAYER_3 = 1;
    private static final int VERSION_1 = 3;
    private static final int VERSION_2 = 2;
    private static final int RESERVED_VERSION = 1;
    private static final int RESERVED_RATE = 3;
    private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};
    private static final int[] V1_LAYER_1 = {32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448};
    private static final int[] V1_LAYER_2 = {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
    private static final int[] V1_LAYER_3 = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] V2_LAYER_1 = {32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256};
    private static final int[] V2_OTHERS = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    private static final int ADTS_SYNC = 0xfff00000;
    private static final int ADTS_SYNC_AND_LAYER = 0xfff60000;
    private static final int ADTS_STREAM = 0xfffefdc0;
    private static final int ADTS_HEAD = LONGEST_HEAD;
    private static final int ADTS_RATES = 13;

    /** Reads the head of a frame, if one may begin there. */
    @FunctionalInterface
    interface Format {
        @Nullable
        FrameHead at(byte[] bytes, int at);
    }

    /** MPEG audio of layers I to III (ISO 11172-3, 13818-3). A frame of the free format tells no length, so it is none. */
    static @Nullable FrameHead mpeg(byte[] bytes, int at) {
        if (at + MPEG_HEAD > bytes.length) {
            return null;
        }
        var head = word(bytes, at);
        var version = head >> 19 & 3;
        var layer = head >> 17 & 3;
        var bitrate = head >> 12 & 15;
        var rate = head >> 10 & 3;
        if ((head & SYNC) != SYNC || version == RESERVED_VERSION || layer == 0 || rate == RESERVED_RATE) {
            return null;
        }
        var bitrates = bitrates(version, layer);
        if (bitrate == 0 || bitrate > bitrates.length) {
            return null;
        }
        var sampleRate = SAMPLE_RATES[rate] >> (version == VERSION_1 ? 0 : version == VERSION_2 ? 1 : 2);
        var padding = head >> 9 & 1;
        var bits = bitrates[bitrate - 1] * 1000;
        var length = switch (layer) {
            case LAYER_1 -> (12 * bits / sampleRate + padding) * 4;
            case LAYER_3 -> (version == VERSION_1 ? 144 : 72) * bits / sampleRate + padding;
            default -> 144 * bits / sampleRate + padding;
        };
        return new FrameHead(length, head & MPEG_STREAM);
    }

    /** AAC in ADTS (ISO 13818-7). */
    static @Nullable FrameHead adts(byte[] bytes, int at) {
        if (at + ADTS_HEAD > bytes.length) {
            return null;
        }
        var head = word(bytes, at);
        var length = word(bytes, at + 2) >> 5 & 0x1fff;
        var known = (head & ADTS_SYNC_AND_LAYER) == ADTS_SYNC && (head >> 10 & 15) < ADTS_RATES;
        return known && length > ADTS_HEAD ? new FrameHead(length, head & ADTS_STREAM) : null;
    }

    private static int[] bitrates(int version, int layer) {
        if (version != VERSION_1) {
            return layer == LAYER_1 ? V2_LAYER_1 : V2_OTHERS;
        }
        return switch (layer) {
            case LAYER_1 -> V1_LAYER_1;
            case LAYER_2 -> V1_LAYER_2;
            default -> V1_LAYER_3;
        };
    }

    private static int word(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }
}

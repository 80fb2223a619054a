package org.antiphon.standalone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes small WAV files without a tool, so that a test can also break them on purpose. */
final class Wav {
    private static final int RATE = 44_100;
    private static final int HEADER = 44;

    private Wav() {}

    /** A 440 Hz tone, 16 bit mono. */
    static byte[] tone(int seconds) {
        int size = RATE * seconds * 2;
        var wav = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(size);
        for (int i = 0; i < RATE * seconds; i++) {
            wav.putShort((short) (8000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

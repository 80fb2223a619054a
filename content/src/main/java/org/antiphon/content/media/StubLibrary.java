package org.antiphon.content.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An empty ELF shared object. The bundled ffmpeg is linked to the system's sound and screen capture libraries, which a
 * server does not have and we never call; the loader only wants to find them.
 */
final class StubLibrary {
    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int PROGRAM_HEADERS = 3;
    private static final int SYMBOLS = ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
    private static final int SYMBOL_SIZE = 24;
    private static final int HASH = SYMBOLS + SYMBOL_SIZE;
    private static final int HASH_SIZE = 16;
    private static final int STRINGS = HASH + HASH_SIZE;
    private static final int DYNAMIC_ENTRIES = 7;
    private static final int DYNAMIC_SIZE = DYNAMIC_ENTRIES * 2 * Long.BYTES;
    private static final int READ_WRITE = 6;
    private static final int PAGE = 0x1000;

    private StubLibrary() {}

    /** The file of a library with this name and nothing in it, for Linux on x86-64. */
    static byte[] named(String name) {
        var strings = ("\0" + name + "\0").getBytes(StandardCharsets.US_ASCII);
        var dynamic = (STRINGS + strings.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        var file = ByteBuffer.allocate(dynamic + DYNAMIC_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        elfHeader(file);
        programHeader(file, 1, 0, file.capacity(), PAGE);
        programHeader(file, 2, dynamic, DYNAMIC_SIZE, Long.BYTES);
        // PT_GNU_STACK: without it the loader would make the stack executable
        programHeader(file, 0x6474e551, 0, 0, 2 * Long.BYTES);
        file.position(HASH).putInt(1).putInt(1);
        file.position(STRINGS).put(strings);
        file.position(dynamic);
        dynamicEntry(file, 14, 1);
        dynamicEntry(file, 4, HASH);
        dynamicEntry(file, 5, STRINGS);
        dynamicEntry(file, 6, SYMBOLS);
        dynamicEntry(file, 10, strings.length);
        dynamicEntry(file, 11, SYMBOL_SIZE);
        dynamicEntry(file, 0, 0);
        return file.array();
    }

    private static void elfHeader(ByteBuffer file) {
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) 3).putShort((short) 62).putInt(1);
        file.putLong(0).putLong(ELF_HEADER).putLong(0).putInt(0);
        file.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) PROGRAM_HEADERS);
        file.position(ELF_HEADER);
    }

    private static void programHeader(ByteBuffer file, int type, long offset, long size, long alignment) {
        file.putInt(type).putInt(READ_WRITE);
        file.putLong(offset).putLong(offset).putLong(offset);
        file.putLong(size).putLong(size).putLong(alignment);
    }

    private static void dynamicEntry(ByteBuffer file, long tag, long value) {
        file.putLong(tag).putLong(value);
    }
}

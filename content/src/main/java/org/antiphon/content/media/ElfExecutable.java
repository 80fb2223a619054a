package org.antiphon.content.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes a Linux executable look for all libraries in its own folder. The bundled tools say so for the libraries they
 * name themselves only (DT_RUNPATH); as DT_RPATH the same path also holds for the libraries of those libraries, so that
 * the tools run from anywhere without a prepared environment.
 */
final class ElfExecutable {
    private static final int PROGRAM_HEADERS_AT = 32;
    private static final int PROGRAM_HEADER_SIZE_AT = 54;
    private static final int PROGRAM_HEADER_COUNT_AT = 56;
    private static final int PT_DYNAMIC = 2;
    private static final int OFFSET_AT = 8;
    private static final int SIZE_AT = 32;
    private static final int ENTRY = 2 * Long.BYTES;
    private static final long DT_RPATH = 15;
    private static final long DT_RUNPATH = 29;

    private ElfExecutable() {}

    /** Changes the bytes of a 64-bit little-endian ELF file in place. */
    static void extendSearchPath(byte[] file) {
        var elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var headers = (int) elf.getLong(PROGRAM_HEADERS_AT);
        for (int i = 0; i < elf.getShort(PROGRAM_HEADER_COUNT_AT); i++) {
            var header = headers + i * elf.getShort(PROGRAM_HEADER_SIZE_AT);
            if (elf.getInt(header) == PT_DYNAMIC) {
                rename(elf, (int) elf.getLong(header + OFFSET_AT), (int) elf.getLong(header + SIZE_AT));
            }
        }
    }

    private static void rename(ByteBuffer elf, int from, int size) {
        for (int entry = from; entry < from + size; entry += ENTRY) {
            if (elf.getLong(entry) == DT_RUNPATH) {
                elf.putLong(entry, DT_RPATH);
            }
        }
    }
}

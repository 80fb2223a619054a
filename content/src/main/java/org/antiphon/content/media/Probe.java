package org.antiphon.content.media;

/**
 * What ffprobe says of a file's container, in its own words, kept with the upload.
 *
 * @param duration the length in seconds as a decimal text
 */
public record Probe(String formatName, String duration, String size, String bitRate) {}

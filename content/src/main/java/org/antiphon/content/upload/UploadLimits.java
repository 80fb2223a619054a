package org.antiphon.content.upload;

/**
 * What a node takes on.
 *
 * @param maxSize the largest file in bytes
 * @param minFreeSpace the bytes of disk that must stay free
 * @param maxConcurrentUploads files received at a time
 * @param audioWorkers audio files worked on at a time
 * @param imageWorkers pictures worked on at a time
 */
public record UploadLimits(
        long maxSize, long minFreeSpace, int maxConcurrentUploads, int audioWorkers, int imageWorkers) {}

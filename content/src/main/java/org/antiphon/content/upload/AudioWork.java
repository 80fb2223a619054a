package org.antiphon.content.upload;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.BlobStore;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.media.AudioFile;
import org.antiphon.content.media.AudioProber;
import org.antiphon.content.media.Preview;
import org.antiphon.content.media.Transcoder;
import reactor.core.publisher.Mono;

/** Makes the MP3 that listeners hear and, where asked for, the preview beside it at the same time. */
final class AudioWork implements UploadWork {
    private static final String WHOLE = "320";
    private static final String MP3 = "audio/mpeg";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "mp3", MP3,
            "wav", "audio/wav",
            "w64", "audio/wav",
            "flac", "audio/flac",
            "ogg", "audio/ogg",
            "mov", "audio/mp4",
            "aac", "audio/aac",
            "aiff", "audio/aiff",
            "matroska", "audio/webm",
            "caf", "audio/x-caf");

    private final BlobStore blobs;
    private final AudioProber prober;
    private final Transcoder transcoder;

    AudioWork(BlobStore blobs, AudioProber prober, Transcoder transcoder) {
        this.blobs = blobs;
        this.prober = prober;
        this.transcoder = transcoder;
    }

    @Override
    public Mono<WorkResult> process(Upload upload, Path workspace, DoubleConsumer progress) {
        return blobs.file(upload.original())
                .flatMap(prober::probe)
                .flatMap(audio -> transcode(upload, audio, workspace, progress)
                        .map(made -> new WorkResult(
                                audio.probe(),
                                BlobKind.AUDIO,
                                CONTENT_TYPES.getOrDefault(audio.demuxer(), "application/octet-stream"),
                                made)));
    }

    private Mono<Map<String, DerivedBlob>> transcode(
            Upload upload, AudioFile audio, Path workspace, DoubleConsumer progress) {
        var whole = transcoder
                .transcode(audio, workspace.resolve("whole.mp3"), progress)
                .flatMap(file -> derived(file, BlobKind.AUDIO));
        return upload.preview()
                .map(preview ->
                        Mono.zip(whole, excerpt(audio, preview, workspace), (mp3, part) -> results(mp3, preview, part)))
                .orElseGet(() -> whole.map(mp3 -> Map.of(WHOLE, mp3)));
    }

    private Mono<DerivedBlob> excerpt(AudioFile audio, Preview preview, Path workspace) {
        return transcoder
                .excerpt(audio, preview, workspace.resolve("preview.mp3"))
                .flatMap(file -> derived(file, BlobKind.PREVIEW));
    }

    private static Map<String, DerivedBlob> results(DerivedBlob whole, Preview preview, DerivedBlob excerpt) {
        var results = new LinkedHashMap<String, DerivedBlob>();
        results.put(WHOLE, whole);
        results.put(preview.resultKey(), excerpt);
        return results;
    }

    private Mono<DerivedBlob> derived(Path file, BlobKind kind) {
        return blobs.stage(file).map(staged -> new DerivedBlob(staged, kind, MP3));
    }
}

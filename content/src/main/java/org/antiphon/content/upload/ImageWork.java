package org.antiphon.content.upload;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.BlobStore;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.media.ImageScaler;
import org.antiphon.content.media.ImageScaler.ImageFile;
import org.antiphon.content.media.ImageVariant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the usual sizes of a picture. Doing so decodes it whole, which shows that it can be shown. */
final class ImageWork implements UploadWork {
    private final BlobStore blobs;
    private final ImageScaler scaler;

    ImageWork(BlobStore blobs, ImageScaler scaler) {
        this.blobs = blobs;
        this.scaler = scaler;
    }

    @Override
    public Mono<WorkResult> process(Upload upload, Path workspace, DoubleConsumer progress) {
        var files = new LinkedHashMap<ImageVariant, Path>();
        upload.template().variants().forEach(variant -> files.put(variant, workspace.resolve(variant.key())));
        return blobs.file(upload.original())
                .flatMap(scaler::probe)
                .flatMap(image -> scaler.scale(image, files).then(stage(files)).map(made -> result(image, made)));
    }

    private static WorkResult result(ImageFile image, Map<String, DerivedBlob> made) {
        return new WorkResult(image.probe(), BlobKind.IMAGE, image.contentType(), made);
    }

    private Mono<Map<String, DerivedBlob>> stage(Map<ImageVariant, Path> files) {
        return Flux.fromIterable(files.entrySet())
                .concatMap(entry -> blobs.stage(entry.getValue())
                        .map(staged -> Map.entry(
                                entry.getKey().key(), new DerivedBlob(staged, BlobKind.IMAGE, ImageScaler.JPEG))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new);
    }
}

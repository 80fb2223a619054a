package org.antiphon.content.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.antiphon.content.media.Probe;
import org.antiphon.content.upload.Template;
import org.antiphon.content.upload.Upload;
import org.antiphon.content.upload.UploadFailure;
import org.antiphon.content.upload.UploadStatus;
import org.antiphon.proto.content.v1.ProbeFormat;
import org.antiphon.proto.content.v1.UploadError;
import org.antiphon.proto.content.v1.UploadTemplate;

/** Uploads as messages. */
final class UploadMessages {
    private UploadMessages() {}

    static org.antiphon.proto.content.v1.Upload of(Upload upload) {
        var message = org.antiphon.proto.content.v1.Upload.newBuilder()
                .setId(upload.id())
                .setStatus(status(upload.status()))
                .setTemplate(template(upload.template()))
                .putAllResults(upload.results())
                .setOrigFileCid(upload.original().toString())
                .setOrigFilename(upload.filename())
                .setSize(upload.size())
                .setTranscodeProgress(upload.progress())
                .setCreatedAt(timestamp(upload.createdAt()))
                .setUpdatedAt(timestamp(upload.updatedAt()));
        upload.probe().ifPresent(probe -> message.setProbe(probe(upload, probe)));
        upload.failure().ifPresent(failure -> message.setError(error(failure)));
        return message.build();
    }

    private static org.antiphon.proto.content.v1.Probe probe(Upload upload, Probe probe) {
        return org.antiphon.proto.content.v1.Probe.newBuilder()
                .setFormat(ProbeFormat.newBuilder()
                        .setFilename(upload.filename())
                        .setFormatName(probe.formatName())
                        .setDuration(probe.duration())
                        .setSize(probe.size())
                        .setBitRate(probe.bitRate()))
                .build();
    }

    private static UploadError error(UploadFailure failure) {
        return UploadError.newBuilder()
                .setReason(failure.reason())
                .setMessage(failure.message())
                .build();
    }

    private static org.antiphon.proto.content.v1.UploadStatus status(UploadStatus status) {
        return switch (status) {
            case NEW -> org.antiphon.proto.content.v1.UploadStatus.UPLOAD_STATUS_NEW;
            case BUSY -> org.antiphon.proto.content.v1.UploadStatus.UPLOAD_STATUS_BUSY;
            case DONE -> org.antiphon.proto.content.v1.UploadStatus.UPLOAD_STATUS_DONE;
            case ERROR -> org.antiphon.proto.content.v1.UploadStatus.UPLOAD_STATUS_ERROR;
        };
    }

    private static UploadTemplate template(Template template) {
        return switch (template) {
            case AUDIO -> UploadTemplate.UPLOAD_TEMPLATE_AUDIO;
            case IMG_SQUARE -> UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE;
            case IMG_BACKDROP -> UploadTemplate.UPLOAD_TEMPLATE_IMG_BACKDROP;
        };
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}

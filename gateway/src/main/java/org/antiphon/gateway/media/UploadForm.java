package org.antiphon.gateway.media;

import java.util.Optional;
import org.antiphon.gateway.json.EnumNames;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.content.v1.UploadHeader;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.server.ApiException;
import org.jspecify.annotations.Nullable;

/** The fields of an upload form that came before the file. Fields it does not know are none of its business. */
final class UploadForm {

    private @Nullable String template;
    private @Nullable String previewStartSeconds;

    void set(String name, String value) {
        switch (name) {
            case "template" -> template = value;
            case "previewStartSeconds" -> previewStartSeconds = value;
            default -> {}
        }
    }

    /**
     * What goes to the content node before the file.
     *
     * @throws ApiException TEMPLATE_UNKNOWN or FIELD_INVALID
     */
    UploadHeader header(String filename) {
        var header = UploadHeader.newBuilder().setTemplate(template()).setFilename(filename);
        preview().ifPresent(header::setPreviewStartSeconds);
        return header.build();
    }

    private UploadTemplate template() {
        if (template == null) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "template: missing (expected: one of %s, in a field before the file)".formatted(names()));
        }
        var known = EnumNames.of(UploadTemplate.getDescriptor());
        var wanted = template;
        return known.value(wanted)
                .filter(value -> value.getNumber() != 0)
                .map(UploadTemplate::valueOf)
                .orElseThrow(() -> new ApiException(
                        ErrorReason.ERROR_REASON_TEMPLATE_UNKNOWN,
                        "template: \"%s\" (expected: %s)".formatted(ApiException.shown(wanted), names())));
    }

    private Optional<Double> preview() {
        if (previewStartSeconds == null || previewStartSeconds.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(previewStartSeconds));
        } catch (NumberFormatException noNumber) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_FIELD_INVALID,
                    "previewStartSeconds: \"%s\" (expected: a number of seconds)"
                            .formatted(ApiException.shown(previewStartSeconds)));
        }
    }

    private static String names() {
        return EnumNames.of(UploadTemplate.getDescriptor()).expectation();
    }
}

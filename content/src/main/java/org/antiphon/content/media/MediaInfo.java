package org.antiphon.content.media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ffprobe's JSON, as far as we ask for it. Figures it can't tell are absent there. */
@JsonIgnoreProperties(ignoreUnknown = true)
record MediaInfo(@Nullable Format format, @Nullable List<MediaStream> streams) {

    Optional<MediaStream> first(String type) {
        return streams == null
                ? Optional.empty()
                : streams.stream().filter(each -> type.equals(each.type)).findFirst();
    }

    int streamCount() {
        return streams == null ? 0 : streams.size();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Format(
            @JsonProperty("format_name") @Nullable String name,
            @Nullable String duration,
            @Nullable String size,
            @JsonProperty("bit_rate") @Nullable String bitRate) {

        /** The demuxer's name as ffmpeg takes it: a family of formats is named by its first member. */
        String demuxer() {
            var all = Objects.requireNonNullElse(name, "");
            var comma = all.indexOf(',');
            return comma < 0 ? all : all.substring(0, comma);
        }

        Probe toProbe() {
            return new Probe(text(name), text(duration), text(size), text(bitRate));
        }

        private static String text(@Nullable String value) {
            return Objects.requireNonNullElse(value, "");
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record MediaStream(
            @JsonProperty("codec_type") @Nullable String type,
            @Nullable String duration,
            int channels,
            int width,
            int height) {}
}

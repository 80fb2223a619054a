package org.antiphon.discovery.grpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Optional fields: protobuf's setters refuse null. */
final class Optionals {
    private Optionals() {}

    static <T> void ifPresent(@Nullable T value, Consumer<? super T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}

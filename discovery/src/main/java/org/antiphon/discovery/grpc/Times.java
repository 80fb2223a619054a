package org.antiphon.discovery.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Instants as protobuf holds them. */
final class Times {
    private Times() {}

    static Timestamp of(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}

package org.antiphon.gateway.health;

import com.google.protobuf.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.proto.common.v1.ComponentHealth;
import org.antiphon.proto.common.v1.GetHealthResponse;
import org.antiphon.proto.common.v1.HealthState;

/** What one service said of itself, or that it said nothing. */
sealed interface ServiceHealth {
    String name();

    HealthState state();

    /** What an operator should look at, one line each. */
    List<String> errors();

    /** A figure of the service. */
    Optional<Value> detail(String key);

    default boolean isReady() {
        return state() == HealthState.HEALTH_STATE_HEALTHY || state() == HealthState.HEALTH_STATE_DEGRADED;
    }

    /** The service answered. */
    record Answered(String name, GetHealthResponse answer) implements ServiceHealth {
        @Override
        public HealthState state() {
            return answer.getState();
        }

        @Override
        public List<String> errors() {
            var parts = answer.getComponentsList().stream()
                    .filter(part -> !isWell(part))
                    .map(part -> "%s: %s: %s".formatted(name, part.getName(), part.getReason()))
                    .toList();
            return parts.isEmpty() && !isReady() ? List.of(name + ": not ready") : parts;
        }

        @Override
        public Optional<Value> detail(String key) {
            return Optional.ofNullable(answer.getDetails().getFieldsMap().get(key));
        }

        private static boolean isWell(ComponentHealth part) {
            return Stream.of(HealthState.HEALTH_STATE_HEALTHY, HealthState.HEALTH_STATE_UNSPECIFIED)
                    .anyMatch(well -> well == part.getState());
        }
    }

    /** The service did not answer. */
    record Unreachable(String name, String reason) implements ServiceHealth {
        @Override
        public HealthState state() {
            return HealthState.HEALTH_STATE_UNHEALTHY;
        }

        @Override
        public List<String> errors() {
            return List.of(name + ": " + reason);
        }

        @Override
        public Optional<Value> detail(String key) {
            return Optional.empty();
        }
    }
}

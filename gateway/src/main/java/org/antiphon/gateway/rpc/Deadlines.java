package org.antiphon.gateway.rpc;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides how long a call may take: what the caller asked for, up to what the RPC's policy allows. */
public final class Deadlines {
    static final Metadata.Key<String> TIMEOUT = Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    /** Set when the caller chose a deadline shorter than the policy's: missing it is no sign of an ill upstream. */
    public static final CallOptions.Key<Boolean> CHOSEN_BY_CALLER =
            CallOptions.Key.createWithDefault("antiphon-deadline-chosen-by-caller", false);

    private static final Pattern FORMAT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private Deadlines() {}

    public static CallOptions options(Rpc rpc, @Nullable String requested) {
        var policy = rpc.timeout();
        var chosen = parse(requested).filter(wanted -> wanted.compareTo(policy) < 0);
        return CallOptions.DEFAULT
                .withOption(CHOSEN_BY_CALLER, chosen.isPresent())
                .withDeadlineAfter(chosen.orElse(policy).toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The value of a {@code grpc-timeout} header; a malformed one counts as absent. */
    static Optional<Duration> parse(@Nullable String header) {
        var match = FORMAT.matcher(header == null ? "" : header);
        if (!match.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "H" -> Duration.ofHours(amount);
                    case "M" -> Duration.ofMinutes(amount);
                    case "S" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMillis(amount);
                    case "u" -> Duration.ofNanos(amount * 1000);
                    default -> Duration.ofNanos(amount);
                });
    }
}

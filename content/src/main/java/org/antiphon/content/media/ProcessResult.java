package org.antiphon.content.media;

import java.util.List;
import java.util.stream.Collectors;

/** What a process left: its exit code and the first lines of what it said. */
public record ProcessResult(int exitCode, List<String> output, List<String> errors) {
    private static final int FIRST_SIGNAL = 128;

    public boolean isSuccess() {
        return exitCode == 0;
    }

    boolean wasKilled() {
        return exitCode > FIRST_SIGNAL && errors.isEmpty();
    }

    boolean complainedOf(String text) {
        return errors.stream().anyMatch(line -> line.contains(text));
    }

    /** Enough of the complaints for a log line. */
    public String firstErrors() {
        return errors.stream().limit(3).collect(Collectors.joining("; "));
    }

    String outputText() {
        return String.join("\n", output);
    }
}

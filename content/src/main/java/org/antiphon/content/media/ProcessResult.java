package org.antiphon.content.media;

import java.util.List;

/** What a process left: its exit code and the first lines of what it said. */
record ProcessResult(int exitCode, List<String> output, List<String> errors) {
    private static final int FIRST_SIGNAL = 128;

    boolean isSuccess() {
        return exitCode == 0;
    }

    boolean wasKilled() {
        return exitCode > FIRST_SIGNAL && errors.isEmpty();
    }

    boolean complainedOf(String text) {
        return errors.stream().anyMatch(line -> line.contains(text));
    }

    String outputText() {
        return String.join("\n", output);
    }
}

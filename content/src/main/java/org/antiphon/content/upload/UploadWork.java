package org.antiphon.content.upload;

import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import reactor.core.publisher.Mono;

/** The work on one kind of upload. */
interface UploadWork {
    /**
     * Makes of an original what listeners play or see.
     *
     * @param workspace a folder for what is made; whatever is not in the result is thrown away with it
     */
    Mono<WorkResult> process(Upload upload, Path workspace, DoubleConsumer progress);
}

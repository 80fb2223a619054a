package org.antiphon.chain;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a {@link DevChain} keeps its things.
 *
 * @param dataDirectory the chain's state; one chain per directory
 * @param cacheDirectory downloaded programs, shared by all chains of this user
 * @param port loopback port, 0 for any free one
 * @param stateInterval how often the state is written to disk, whole seconds: what a crash may cost
 */
public record DevChainOptions(Path dataDirectory, Path cacheDirectory, int port, Duration stateInterval) {

    /** On any free port, writing its state every 2 seconds. */
    public static DevChainOptions of(Path dataDirectory, Path cacheDirectory) {
        return new DevChainOptions(dataDirectory, cacheDirectory, 0, Duration.ofSeconds(2));
    }
}

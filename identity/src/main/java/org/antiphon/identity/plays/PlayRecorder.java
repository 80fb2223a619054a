package org.antiphon.identity.plays;

import java.time.Clock;
import org.antiphon.identity.relay.TransactionSender;
import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;

/** Puts the parts of play recording together. */
public final class PlayRecorder {
    private PlayRecorder() {}

    /** Starts taking kept plays to the ledger; the service that takes new ones. */
    public static PlayGrpcService start(
            ServiceHost host, Database database, TransactionSender sender, String ledger, PlayLimits limits) {
        var store = new PlayStore(database);
        var queue = new PlayQueue(store, limits.maxQueued(), host.metrics());
        var batcher = new PlayBatcher(
                store, queue, sender, ledger, limits, host.health().component("plays"));
        var running = batcher.run().subscribe();
        host.onClose("play batcher", running::dispose);
        return new PlayGrpcService(queue, Clock.systemUTC());
    }
}

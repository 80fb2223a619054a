package org.antiphon.standalone;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.content.ContentConfig;
import org.antiphon.content.ContentService;
import org.antiphon.discovery.DiscoveryConfig;
import org.antiphon.discovery.DiscoveryService;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.discovery.IndexerService;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.GatewayService;
import org.antiphon.identity.IdentityConfig;
import org.antiphon.identity.IdentityService;
import org.antiphon.server.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code antiphon run}: one service alone, as in a container. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run one service alone; its keys come from ANTIPHON_… variables over a YAML file.")
final class RunCommand implements Callable<Integer> {
    /** The services that can run alone. */
    enum Service {
        discovery,
        indexer,
        content,
        identity,
        gateway;

        AutoCloseable start(Settings settings) {
            return switch (this) {
                case discovery -> DiscoveryService.start(settings.bind(DiscoveryConfig.class));
                case indexer -> IndexerService.start(settings.bind(IndexerConfig.class));
                case content -> ContentService.start(settings.bind(ContentConfig.class));
                case identity -> IdentityService.start(settings.bind(IdentityConfig.class));
                case gateway -> GatewayService.start(settings.bind(GatewayConfig.class));
            };
        }
    }

    @Parameters(paramLabel = "SERVICE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Service service;

    @Option(names = "--config", description = "A YAML file with the service's keys.")
    private Optional<Path> config;

    @Override
    public Integer call() throws Exception {
        var shutdown = Shutdown.onSignal();
        try {
            var running = service.start(Settings.load(config));
            shutdown.awaitSignal();
            running.close();
        } finally {
            shutdown.finished();
        }
        return 0;
    }
}

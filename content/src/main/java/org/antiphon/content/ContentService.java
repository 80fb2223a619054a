package org.antiphon.content;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.NodeRegistry;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.FileBlobStore;
import org.antiphon.content.grant.StreamGrants;
import org.antiphon.content.grpc.BlobGrpcService;
import org.antiphon.content.grpc.UploadGrpcService;
import org.antiphon.content.image.Images;
import org.antiphon.content.media.Ffmpeg;
import org.antiphon.content.media.MediaKit;
import org.antiphon.content.media.ProcessRunner;
import org.antiphon.content.takedown.TakedownFollower;
import org.antiphon.content.takedown.TakedownStore;
import org.antiphon.content.upload.UploadLimits;
import org.antiphon.content.upload.Uploads;
import org.antiphon.server.Database;
import org.antiphon.server.RegistrationConfig;
import org.antiphon.server.RegistrationHealth;
import org.antiphon.server.ServiceHost;

/** Puts a content node together. */
public final class ContentService {
    private static final String NODE_TYPE = "content-node";
    private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(30);

    private final ContentConfig config;
    private final ServiceHost host;
    private final InstantSource clock = InstantSource.system();

    private ContentService(ContentConfig config) {
        this.config = config;
        this.host = ServiceHost.create("content", config.listen());
    }

    /** Starts a node and takes up again the work that was waiting. Blocks until it serves. */
    public static ServiceHost start(ContentConfig config) {
        var service = new ContentService(config);
        try {
            return service.assemble();
        } catch (RuntimeException failure) {
            service.host.close();
            throw failure;
        }
    }

    private ServiceHost assemble() {
        var database = host.database(config.database(), "db/content");
        var blobs = FileBlobStore.open(config.dataDir(), config.maxConcurrentReads(), host.metrics());
        host.onClose("blobs", blobs);
        var media = media();
        var catalog = new BlobCatalog(database, blobs);
        var uploads = uploads(database, blobs, catalog, media);
        var images = new Images(database, catalog, blobs, media, config.imageConcurrency());
        watch(blobs, uploads);
        config.registration().ifPresent(this::watchRegistration);
        var takedowns = takedowns(database);
        host.serve(new UploadGrpcService(uploads), new BlobGrpcService(catalog, blobs, grants(), takedowns, images));
        uploads.resume().block(RESUME_TIMEOUT);
        return host;
    }

    private TakedownStore takedowns(Database database) {
        var store = new TakedownStore(database);
        host.health()
                .detail("takedowns", () -> config.takedowns().isPresent() ? "followed" : "not followed, all is served");
        config.takedowns().ifPresent(at -> host.onClose("takedowns", new TakedownFollower(at, store, host.health())));
        return store;
    }

    private MediaKit media() {
        var cache = config.cacheDir().orElseGet(() -> config.dataDir().resolve("cache"));
        var tools = Ffmpeg.locate(config.ffmpeg(), cache);
        var runner = new ProcessRunner(tools.environment());
        host.onClose("processes", runner);
        return MediaKit.open(
                tools, runner, config.dataDir().resolve("work"), config.maxAudioLength(), config.maxImagePixels());
    }

    private Uploads uploads(Database database, FileBlobStore blobs, BlobCatalog catalog, MediaKit media) {
        var cores = Runtime.getRuntime().availableProcessors();
        var limits = new UploadLimits(
                config.maxUploadSize(),
                config.minFreeSpace(),
                config.maxConcurrentUploads(),
                config.transcodeConcurrency().orElse(Math.max(1, cores - 1)),
                config.imageConcurrency());
        var uploads = new Uploads(database, blobs, catalog, media, limits, host.metrics(), clock);
        host.onClose("uploads", uploads);
        return uploads;
    }

    private StreamGrants grants() {
        return new StreamGrants(config.trustedSigners().orElse(List.of()), clock);
    }

    private void watchRegistration(RegistrationConfig at) {
        var registry = NodeRegistry.follow(
                ChainEndpoint.of(at.rpcUrls(), at.wsUrl()),
                at.serviceProviderFactory(),
                at.finality().orElse(NodeRegistry.FINALITY));
        host.onClose("registry", registry);
        host.onClose(
                "registration",
                RegistrationHealth.follow(
                        host.health(), NODE_TYPE, at, registry.names(NODE_TYPE, at.delegateOwnerWallet())));
    }

    private void watch(FileBlobStore blobs, Uploads uploads) {
        new DiskWatch(host.health(), config.minFreeSpace()).follow(host, blobs.usableSpace());
        var queue = new AtomicLong();
        host.watch("transcoder", uploads.countPending().doOnNext(queue::set).then());
        host.health().detail("transcode_queue", queue::get);
        host.health().detail("average_transcode_seconds", uploads::averageTranscodeSeconds);
        host.metrics().gauge("content.transcode.queue", queue, AtomicLong::doubleValue);
    }
}

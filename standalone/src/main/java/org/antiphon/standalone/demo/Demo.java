package org.antiphon.standalone.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.antiphon.client.GatewayClient;
import org.antiphon.client.Publisher;
import org.antiphon.client.Publisher.Artist;
import org.antiphon.client.Publisher.TrackDetails;
import org.antiphon.content.media.Ffmpeg;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.proto.discovery.v1.Track;
import org.antiphon.standalone.Standalone;
import org.antiphon.standalone.StandaloneOptions;
import org.antiphon.standalone.demo.DemoCatalog.DemoArtist;
import org.antiphon.standalone.demo.DemoCatalog.DemoTrack;
import org.antiphon.standalone.embedded.Secrets;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Fills an empty platform the way artists and fans would: through the gateway, with signed writes. What a former start
 * already made is left as it is, so that it can stop at any point and go on later.
 */
public final class Demo implements AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final int SQUARE = 480;
    private static final int WIDE = 640;
    private static final int LOW = 200;

    private final DemoCatalog catalog = DemoCatalog.standard();
    private final Consumer<String> progress;
    private final DemoMedia media;
    private final Secrets keys;
    private final Disposable making;

    /**
     * A demo for the platform of {@code options}, which may still be starting: the sounds and pictures are made meanwhile.
     *
     * @param progress takes a line for people at each track
     */
    public Demo(StandaloneOptions options, Consumer<String> progress) {
        this.progress = progress;
        this.media = new DemoMedia(
                Mono.fromCallable(() -> Ffmpeg.locate(options.cache())).subscribeOn(Schedulers.boundedElastic()),
                options.data().resolve("demo"));
        this.keys = new Secrets(options.data().resolve("keys"));
        this.making = Flux.fromIterable(catalog.artists())
                .concatMap(person -> Flux.fromIterable(person.tracks())
                        .concatMap(track -> Mono.when(media.tune(track), cover(person, track)))
                        .then(Mono.when(portrait(person), backdrop(person))))
                .onErrorComplete()
                .subscribe();
    }

    /** Publishes what is missing on a platform that is running. Blocks until the index shows it. */
    public void publish(Standalone standalone) {
        try (var gateway = new GatewayClient(standalone.url(), standalone.domain())) {
            var publisher = new Publisher(gateway);
            Flux.fromIterable(catalog.artists())
                    .flatMapSequential(artist -> join(gateway, publisher, artist), AT_ONCE)
                    .collectList()
                    .flatMap(people -> mingle(gateway, publisher, people))
                    .block();
        }
    }

    private Mono<Artist> join(GatewayClient gateway, Publisher publisher, DemoArtist person) {
        var wallet = GatewayClient.wallet(keys.getOrCreate(person.handle()));
        return publisher
                .artist(person.handle(), wallet, () -> profile(gateway, person))
                .flatMap(artist -> gateway.tracksOf(artist.id(), artist.id())
                        .flatMapMany(tracks -> missing(person, tracks))
                        .flatMap(track -> publish(publisher, artist, person, track), 2)
                        .then(Mono.just(artist)));
    }

    private Mono<ObjectNode> profile(GatewayClient gateway, DemoArtist person) {
        var square = portrait(person).flatMap(file -> gateway.upload(file, UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE));
        var wide = backdrop(person).flatMap(file -> gateway.upload(file, UploadTemplate.UPLOAD_TEMPLATE_IMG_BACKDROP));
        return Mono.zip(square, wide)
                .map(pictures -> Publisher.metadata()
                        .put("name", person.name())
                        .put("bio", person.bio())
                        .put("location", person.location())
                        .put("profile_picture_sizes", pictures.getT1().getOrigFileCid())
                        .put("cover_photo_sizes", pictures.getT2().getOrigFileCid()));
    }

    private static Flux<DemoTrack> missing(DemoArtist person, List<Track> there) {
        var titles = there.stream().map(Track::getTitle).toList();
        return Flux.fromIterable(person.tracks()).filter(track -> !titles.contains(track.title()));
    }

    private Mono<Void> publish(Publisher publisher, Artist artist, DemoArtist person, DemoTrack track) {
        return Mono.zip(media.tune(track), cover(person, track))
                .flatMap(files -> publisher.publish(
                        artist,
                        files.getT1(),
                        new TrackDetails(
                                track.title(),
                                track.genre(),
                                Optional.of("A tune of the demo, made from a formula."),
                                Optional.of(track.tags()),
                                Optional.of(files.getT2()))))
                .doOnNext(done -> progress.accept("published    \"%s\" by %s".formatted(track.title(), person.name())))
                .then();
    }

    private Mono<Path> portrait(DemoArtist person) {
        return media.picture(person.handle(), person.colours(), SQUARE, SQUARE);
    }

    private Mono<Path> backdrop(DemoArtist person) {
        return media.picture(person.handle(), person.colours(), WIDE, LOW);
    }

    private Mono<Path> cover(DemoArtist person, DemoTrack track) {
        return media.picture(track.title().replace(' ', '-'), person.colours(), SQUARE, SQUARE);
    }

    /** Everyone follows everyone, and saves and reposts what the others made, so that there is something to rank. */
    private static Mono<Void> mingle(GatewayClient gateway, Publisher publisher, List<Artist> people) {
        return Flux.fromIterable(people)
                .flatMap(who -> Flux.fromIterable(people)
                        .filter(other -> other.id() != who.id())
                        .concatMap(other -> follow(gateway, publisher, who, other)))
                .then();
    }

    private static Mono<Void> follow(GatewayClient gateway, Publisher publisher, Artist who, Artist other) {
        var following = gateway.user(other.id(), who.id())
                .filter(user -> !user.getDoesCurrentUserFollow())
                .flatMap(user -> publisher.act(who, "User", other.id(), "Follow"));
        var liking = gateway.tracksOf(other.id(), who.id())
                .flatMapIterable(tracks -> tracks)
                .concatMap(track -> like(publisher, who, track))
                .then();
        return following.then(liking);
    }

    private static Mono<Void> like(Publisher publisher, Artist who, Track track) {
        var save = track.getHasCurrentUserSaved()
                ? Mono.<Void>empty()
                : publisher.act(who, "Track", track.getId(), "Save");
        var reposts = (who.id() + track.getId()) % 2 == 0 && !track.getHasCurrentUserReposted();
        return reposts ? save.then(publisher.act(who, "Track", track.getId(), "Repost")) : save;
    }

    @Override
    public void close() {
        making.dispose();
    }
}

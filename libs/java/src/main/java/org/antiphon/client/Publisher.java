package org.antiphon.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.antiphon.chain.ManageEntityRequest;
import org.antiphon.proto.content.v1.Upload;
import org.antiphon.proto.content.v1.UploadTemplate;
import org.antiphon.proto.discovery.v1.User;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;

/** The way of a song from a file to the index: upload, sign, relay, see it indexed. */
public final class Publisher {
    private static final int NONCE_BYTES = 32;
    private static final ObjectMapper json = new ObjectMapper();
    private static final SecureRandom random = new SecureRandom();

    /** An artist as this publisher knows one: an id and the key that signs for it. */
    public record Artist(long id, String handle, Credentials wallet) {}

    /** What the artist says of a track. */
    public record TrackDetails(
            String title, String genre, Optional<String> description, Optional<String> tags, Optional<Path> artwork) {}

    /** A published track. */
    public record Published(long trackId, String title, Artist artist, long blockNumber) {}

    private final GatewayClient gateway;

    public Publisher(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /**
     * The artist with a handle: found when the handle belongs to the wallet, made when nobody has the handle.
     *
     * @param metadata what a new user is created with, beside handle and wallet
     */
    public Mono<Artist> artist(String handle, Credentials wallet, Supplier<Mono<ObjectNode>> metadata) {
        return gateway.findUser(handle)
                .flatMap(found -> found.map(user -> known(user, handle, wallet))
                        .orElseGet(() -> metadata.get().flatMap(data -> create(handle, wallet, data))));
    }

    private static Mono<Artist> known(User user, String handle, Credentials wallet) {
        return user.getWallet().equalsIgnoreCase(wallet.getAddress())
                ? Mono.just(new Artist(user.getId(), handle, wallet))
                : Mono.error(new PublishException(
                        "the handle \"%s\" belongs to %s, but the key here signs for %s (expected: the artist's own key)"
                                .formatted(handle, user.getWallet(), wallet.getAddress())));
    }

    private Mono<Artist> create(String handle, Credentials wallet, ObjectNode data) {
        data.put("handle", handle).put("wallet", wallet.getAddress());
        return gateway.unclaimedUserId()
                .flatMap(id -> gateway.write(wallet, request(id, "User", id, "Create", wrap(data)))
                        .thenReturn(new Artist(id, handle, wallet)));
    }

    /** Uploads a file and publishes it as a track. */
    public Mono<Published> publish(Artist artist, Path file, TrackDetails details) {
        return Mono.zip(
                        gateway.upload(file, UploadTemplate.UPLOAD_TEMPLATE_AUDIO),
                        uploadArtwork(details.artwork()),
                        gateway.unclaimedTrackId())
                .flatMap(parts -> {
                    var metadata = track(artist, parts.getT1(), parts.getT2(), details);
                    var request = request(artist.id(), "Track", parts.getT3(), "Create", wrap(metadata));
                    return gateway.write(artist.wallet(), request)
                            .map(receipt ->
                                    new Published(parts.getT3(), details.title(), artist, receipt.getBlockNumber()));
                });
    }

    /** A write without metadata, such as a follow. */
    public Mono<Void> act(Artist who, String entityType, long entityId, String action) {
        return gateway.write(who.wallet(), request(who.id(), entityType, entityId, action, ""))
                .then();
    }

    private Mono<Optional<Upload>> uploadArtwork(Optional<Path> artwork) {
        return artwork.map(file -> gateway.upload(file, UploadTemplate.UPLOAD_TEMPLATE_IMG_SQUARE)
                        .map(Optional::of))
                .orElseGet(() -> Mono.just(Optional.empty()));
    }

    private static ObjectNode track(Artist artist, Upload audio, Optional<Upload> artwork, TrackDetails details) {
        var data = json.createObjectNode()
                .put("title", details.title())
                .put("genre", details.genre())
                .put("owner_id", artist.id())
                .put("track_cid", audio.getResultsOrThrow("320"))
                .put("orig_file_cid", audio.getOrigFileCid())
                .put("orig_filename", audio.getOrigFilename())
                .put("audio_upload_id", audio.getId())
                .put("duration", (int)
                        Double.parseDouble(audio.getProbe().getFormat().getDuration()))
                .put("is_downloadable", false)
                .put("is_unlisted", false);
        details.description().ifPresent(text -> data.put("description", text));
        details.tags().ifPresent(text -> data.put("tags", text));
        artwork.ifPresent(image -> data.put("cover_art_sizes", image.getOrigFileCid()));
        return data;
    }

    private static ManageEntityRequest request(
            long userId, String entityType, long entityId, String action, String metadata) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return ManageEntityRequest.of(
                userId,
                entityType,
                entityId,
                action,
                metadata,
                "0x" + HexFormat.of().formatHex(nonce));
    }

    /** A new, empty metadata object. */
    public static ObjectNode metadata() {
        return json.createObjectNode();
    }

    private static String wrap(ObjectNode data) {
        var metadata = json.createObjectNode().put("cid", "");
        metadata.set("data", data);
        return metadata.toString();
    }
}

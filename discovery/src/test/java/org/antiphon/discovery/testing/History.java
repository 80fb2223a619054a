package org.antiphon.discovery.testing;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.EventLog;
import org.antiphon.chain.ManageEntityEvent;
import org.antiphon.chain.ManageIsVerifiedEvent;
import org.antiphon.chain.PlaysRecordedEvent;
import org.antiphon.discovery.rules.TrustedSigners;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

/** Builds blocks with events, each block on the one before, the same for the same seed. */
public final class History {
    public static final String ENTITY_MANAGER = "0x254dffcd3277c0b1660f6d42efbb754edababc2b";
    public static final String PLAY_LEDGER = "0x1111111111111111111111111111111111111111";
    public static final String OPERATOR = "0x2222222222222222222222222222222222222222";
    public static final TrustedSigners TRUSTED = new TrustedSigners(Optional.of(OPERATOR), Optional.of(OPERATOR));
    public static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final List<BlockChange.Appended> blocks = new ArrayList<>();
    private final List<EventLog> pending = new ArrayList<>();
    private Duration blockTime = Duration.ofSeconds(2);

    public History(long seed) {
        random = new Random(seed);
    }

    /** The wallet of a user in these histories. */
    public static String wallet(long userId) {
        return "0x%040x".formatted(userId);
    }

    /** Sets the time between blocks from now on. */
    public History every(Duration time) {
        blockTime = time;
        return this;
    }

    public History user(long userId, String handle) {
        return user(userId, handle, "{\"name\":\"%s\",\"handle\":\"%s\"}".formatted(handle, handle));
    }

    public History user(long userId, String handle, String data) {
        return act(userId, "User", userId, "Create", "{\"cid\":\"b%s\",\"data\":%s}".formatted(handle, data));
    }

    public History track(long userId, long trackId, String title) {
        return track(userId, trackId, title, "Electronic", "");
    }

    /** A track whose metadata has more fields, each with a comma before it. */
    public History track(long userId, long trackId, String title, String genre, String more) {
        var data = "{\"title\":\"%s\",\"genre\":\"%s\",\"track_cid\":\"%s\",\"duration\":180%s}"
                .formatted(title, genre, cid(trackId), more);
        return act(userId, "Track", trackId, "Create", "{\"cid\":\"\",\"data\":%s}".formatted(data));
    }

    /** The CID of a track's audio: its number in letters. */
    public static String cid(long trackId) {
        return "bafkrei"
                + "%052d"
                        .formatted(trackId)
                        .chars()
                        .mapToObj(digit -> Character.toString('a' + digit - '0'))
                        .collect(Collectors.joining());
    }

    public History act(long userId, String entityType, long entityId, String action) {
        return act(userId, entityType, entityId, action, "");
    }

    public History act(long userId, String entityType, long entityId, String action, String metadata) {
        return act(BigInteger.valueOf(userId), wallet(userId), entityType, entityId, action, metadata);
    }

    public History act(
            BigInteger userId, String signer, String entityType, long entityId, String action, String metadata) {
        var data = encode(
                new Uint256(userId),
                new Address(signer),
                new Utf8String(entityType),
                new Uint256(entityId),
                new Utf8String(metadata),
                new Utf8String(action));
        return log(ENTITY_MANAGER, List.of(ManageEntityEvent.TOPIC), data);
    }

    /** The contract's verifier grants or withdraws the verified mark. */
    public History verified(long userId, boolean isVerified) {
        var data = encode(new Uint256(userId), new Bool(isVerified));
        return log(ENTITY_MANAGER, List.of(ManageIsVerifiedEvent.TOPIC), data);
    }

    /** Plays of tracks at a time. */
    public History plays(Instant at, long... trackIds) {
        var words = new ArrayList<Uint256>();
        for (long trackId : trackIds) {
            words.add(
                    new Uint256(BigInteger.valueOf(trackId).shiftLeft(64).or(BigInteger.valueOf(at.getEpochSecond()))));
        }
        var topics = List.of(PlaysRecordedEvent.TOPIC, "0x%064x".formatted(7), hash());
        return log(PLAY_LEDGER, topics, encode(new DynamicArray<>(Uint256.class, words)));
    }

    public History log(String address, List<String> topics, byte[] data) {
        pending.add(new EventLog(address, topics, data, hash(), pending.size(), pending.size()));
        return this;
    }

    /** An event of a contract, with its arguments in the order of the declaration. */
    @SuppressWarnings("rawtypes") // as the encoder wants it
    public History emit(String address, Event event, Type... arguments) {
        var topics = new ArrayList<String>(List.of(EventEncoder.encode(event)));
        var data = new ArrayList<Type>();
        for (int i = 0; i < arguments.length; i++) {
            if (event.getParameters().get(i).isIndexed()) {
                topics.add("0x" + TypeEncoder.encode(arguments[i]));
            } else {
                data.add(arguments[i]);
            }
        }
        return log(address, topics, HexFormat.of().parseHex(FunctionEncoder.encodeConstructor(data)));
    }

    /** Ends the block that the events since the last one stand in. */
    public History block() {
        var parent = blocks.isEmpty() ? null : blocks.getLast().block();
        var block = new Block(
                parent == null ? 0 : parent.number() + 1,
                hash(),
                parent == null ? "0x" + "0".repeat(64) : parent.hash(),
                parent == null ? GENESIS : parent.timestamp().plus(blockTime));
        blocks.add(new BlockChange.Appended(block, pending));
        pending.clear();
        return this;
    }

    /** Empty blocks. */
    public History blocks(int count) {
        for (int i = 0; i < count; i++) {
            block();
        }
        return this;
    }

    /** The time the next block will have. */
    public Instant nextTime() {
        return blocks.isEmpty() ? GENESIS : blocks.getLast().block().timestamp().plus(blockTime);
    }

    public List<BlockChange.Appended> appended() {
        return List.copyOf(blocks);
    }

    public List<BlockChange> changes() {
        return List.copyOf(blocks);
    }

    public Block last() {
        return blocks.getLast().block();
    }

    /** The transaction of an event. */
    public String transaction(int block, int event) {
        return blocks.get(block).logs().get(event).transactionHash();
    }

    /** What takes the last blocks back. */
    public List<BlockChange> reverts(int count) {
        return blocks.reversed().stream()
                .limit(count)
                .<BlockChange>map(each -> new BlockChange.Reverted(each.block()))
                .toList();
    }

    /** A history that shares all but the last blocks with this one. */
    public History fork(int without, long seed) {
        var fork = new History(seed);
        fork.blocks.addAll(blocks.subList(0, blocks.size() - without));
        fork.blockTime = blockTime;
        return fork;
    }

    private String hash() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    @SuppressWarnings("rawtypes") // as the encoder wants it
    private static byte[] encode(Type... values) {
        var parameters = List.<Type>of(values);
        return HexFormat.of().parseHex(FunctionEncoder.encodeConstructor(parameters));
    }
}

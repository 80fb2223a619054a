package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.antiphon.chain.ContentRuling.Content;
import org.antiphon.chain.ContentRuling.Reinstatement;
import org.antiphon.chain.ContentRuling.Takedown;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;

class EventDecodingTest {

    private static final String SIGNER = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";

    @Test
    void manageEntityHasMetadataBeforeAction() {
        var event = ManageEntityEvent.decode(manageEntity("Track", "{}", "Create"));

        assertThat(event)
                .isEqualTo(new ManageEntityEvent(BigInteger.ONE, SIGNER, "Track", BigInteger.TWO, "{}", "Create"));
    }

    @Test
    void textThatIsNotUtf8AndNulAreReplaced() {
        var event = ManageEntityEvent.decode(manageEntity(
                new byte[] {'a', (byte) 0xff, 0, 'b'},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[0]));

        assertThat(event.entityType()).isEqualTo("a\uFFFD\uFFFDb");
        assertThat(event.metadata()).isEqualTo("\uFFFD");
        assertThat(event.action()).isEmpty();
    }

    @Test
    void numbersOfTheFullWidthAreKept() {
        var largest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        var data = encode(largest, largest, new byte[0], new byte[0], new byte[0]);

        assertThat(ManageEntityEvent.decode(log(List.of(ManageEntityEvent.TOPIC), data))
                        .entityId())
                .isEqualTo(largest);
    }

    @Test
    void rulingsNameTheContentAndTheCidOfTheCase() {
        var topics = List.of(word(7), word(1), word(9));
        var data = Numeric.hexStringToByteArray(
                new DefaultFunctionEncoder().encodeParameters(List.of(new Utf8String("bafy"))));

        assertThat(ContentRuling.decode(log(topics(ContentRuling.TAKEDOWN, topics), data)))
                .contains(new Takedown(BigInteger.valueOf(7), new Content(1, BigInteger.valueOf(9)), "bafy"));
        assertThat(ContentRuling.decode(log(topics(ContentRuling.REINSTATEMENT, topics), data)))
                .contains(new Reinstatement(new Content(1, BigInteger.valueOf(9))));
        assertThat(ContentRuling.decode(log(topics(word(1), topics), data))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentRuling.decode(log(List.of(ContentRuling.TAKEDOWN), data)));
    }

    @Test
    void anotherEventAndCutDataAreRefused() {
        var log = manageEntity("Track", "{}", "Create");

        assertThatIllegalArgumentException().isThrownBy(() -> PlaysRecordedEvent.decode(log));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManageEntityEvent.decode(log(log.topics(), new byte[100])));
    }

    @Test
    void playsAreReadBackAsTheyWerePacked() {
        var plays = List.of(new Play(0, 1, 1_700_000_000), new Play(-1, Long.MIN_VALUE, Long.MAX_VALUE));
        var call = Numeric.hexStringToByteArray(new RecordPlaysRequest("0x" + "0b".repeat(32), plays).encodeCall());
        var data = Arrays.copyOfRange(call, 4 + 32, call.length);
        data[31] = 32;
        var topics =
                List.of(PlaysRecordedEvent.TOPIC, "0x" + "00".repeat(12) + SIGNER.substring(2), "0x" + "0b".repeat(32));

        assertThat(PlaysRecordedEvent.decode(log(topics, data)))
                .isEqualTo(new PlaysRecordedEvent(SIGNER, "0x" + "0b".repeat(32), plays));
    }

    @Test
    void batchesAreBounded() {
        var tooMany = LongStream.rangeClosed(1, 501)
                .mapToObj(id -> new Play(0, id, 0))
                .toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordPlaysRequest("0x" + "0b".repeat(32), tooMany))
                .withMessage("plays: 501 (expected: 1..500)");
    }

    @Test
    void logsAreEqualByContent() {
        assertThat(manageEntity("Track", "{}", "Create"))
                .isEqualTo(manageEntity("Track", "{}", "Create"))
                .hasSameHashCodeAs(manageEntity("Track", "{}", "Create"))
                .isNotEqualTo(manageEntity("Track", "{}", "Update"));
    }

    private static EventLog manageEntity(String entityType, String metadata, String action) {
        return manageEntity(bytes(entityType), bytes(metadata), bytes(action));
    }

    private static EventLog manageEntity(byte[] entityType, byte[] metadata, byte[] action) {
        return log(
                List.of(ManageEntityEvent.TOPIC), encode(BigInteger.ONE, BigInteger.TWO, entityType, metadata, action));
    }

    private static byte[] encode(
            BigInteger userId, BigInteger entityId, byte[] entityType, byte[] metadata, byte[] action) {
        return Numeric.hexStringToByteArray(new DefaultFunctionEncoder()
                .encodeParameters(List.of(
                        new Uint256(userId),
                        new Address(SIGNER),
                        new DynamicBytes(entityType),
                        new Uint256(entityId),
                        new DynamicBytes(metadata),
                        new DynamicBytes(action))));
    }

    private static EventLog log(List<String> topics, byte[] data) {
        return new EventLog("0x" + "0c".repeat(20), topics, data, "0x" + "0d".repeat(32), 0, 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String word(long value) {
        return Words.hex(Words.uint(value));
    }

    private static List<String> topics(String event, List<String> indexed) {
        return Stream.concat(Stream.of(event), indexed.stream()).toList();
    }
}

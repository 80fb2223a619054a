package org.antiphon.identity;

import static org.antiphon.identity.IdentityFixture.request;
import static org.antiphon.identity.relay.Requests.call;
import static org.antiphon.identity.relay.Requests.key;
import static org.antiphon.identity.relay.Requests.nonce;
import static org.antiphon.identity.relay.Requests.save;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.antiphon.proto.identity.v1.Play;
import org.antiphon.proto.identity.v1.Receipt;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was acknowledged is on the chain once, whatever the process and the chain forgot in between. */
class RestartTest {
    @RegisterExtension
    static final IdentityFixture identity = new IdentityFixture(Map.of("relay.signer-burst", "1000"));

    @AfterEach
    void mineAgain() {
        identity.chain().automine(true);
    }

    private static List<String> signedCalls(int count) {
        return IntStream.range(0, count)
                .mapToObj(each ->
                        call(save(each, nonce()), key(7), identity.contracts().domain()))
                .toList();
    }

    private static Receipt relay(String calldata) {
        return identity.relay()
                .withDeadlineAfter(Duration.ofSeconds(25))
                .relay(request(calldata))
                .getReceipt();
    }

    private static void recordPlays(long from, long to) {
        var request = RecordPlaysRequest.newBuilder();
        LongStream.rangeClosed(from, to)
                .forEach(track -> request.addPlays(Play.newBuilder()
                        .setTrackId(track)
                        .setPlayedAt(Timestamp.newBuilder().setSeconds(1_700_000_000))));
        assertThat(identity.plays().recordPlays(request.build())).isNotNull();
    }

    private static void awaitEvents(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(identity.entityEvents()).isEqualTo(count));
    }

    @Test
    void aReceiptIsTheSameAfterARestart() {
        var calldata = signedCalls(1).getFirst();
        var receipt = relay(calldata);

        identity.stop();
        identity.start();

        assertThat(relay(calldata)).isEqualTo(receipt);
    }

    @Test
    void whatTheChainForgotWhileTheServiceWasDownComesBackOnce() {
        var before = identity.entityEvents();
        var calls = signedCalls(10);
        calls.forEach(RestartTest::relay);
        identity.stop();
        identity.chain().rollback(6);
        assertThat(identity.entityEvents()).isEqualTo(before + 4);

        identity.start();

        awaitEvents(before + 10);
        calls.forEach(RestartTest::relay);
        assertThat(identity.entityEvents()).isEqualTo(before + 10);
    }

    @Test
    void whatTheChainForgetsUnderARunningServiceComesBackOnce() {
        var before = identity.entityEvents();
        var calls = signedCalls(5);
        calls.forEach(RestartTest::relay);

        identity.chain().rollback(3);
        assertThat(relay(signedCalls(1).getFirst()).getTransactionHash()).isNotEmpty();

        awaitEvents(before + 6);
        calls.forEach(RestartTest::relay);
        assertThat(identity.entityEvents()).isEqualTo(before + 6);
    }

    @Test
    void whatWaitedInTheNodesPoolIsSentAgainAfterARestart() {
        var before = identity.entityEvents();
        identity.chain().automine(false);
        var calls = signedCalls(5);
        var callers = calls.stream()
                .map(each -> identity.relayAsync().relay(request(each)))
                .toList();
        Awaitility.await().until(() -> identity.number("SELECT count(*) FROM outbox WHERE state = 'BROADCAST'") == 5);
        identity.stop();
        assertThat(callers).allSatisfy(caller -> assertThat(caller.isDone()).isTrue());
        identity.chain().dropPool();
        identity.chain().automine(true);

        identity.start();

        awaitEvents(before + 5);
        calls.forEach(RestartTest::relay);
        assertThat(identity.entityEvents()).isEqualTo(before + 5);
    }

    @Test
    void playsAreOnTheLedgerOnceAcrossRestartAndRollback() {
        recordPlays(1, 400);
        recordPlays(401, 700);
        awaitPlays(700);
        identity.stop();
        identity.chain().rollback(1);
        identity.start();
        recordPlays(701, 900);

        awaitPlays(900);
        assertThat(identity.number("SELECT count(*) FROM play")).isZero();
        assertThat(identity.number("SELECT count(*) FROM play_batch WHERE recorded_at IS NULL"))
                .isZero();
    }

    private static void awaitPlays(long last) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(identity.playedTracks())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, last).boxed().toList()));
    }
}

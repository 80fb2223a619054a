package org.antiphon.identity;

import static org.antiphon.identity.Errors.assertFails;
import static org.antiphon.identity.IdentityFixture.request;
import static org.antiphon.identity.relay.Requests.call;
import static org.antiphon.identity.relay.Requests.key;
import static org.antiphon.identity.relay.Requests.nonce;
import static org.antiphon.identity.relay.Requests.save;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_CALL_MALFORMED;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_CONTRACT_UNKNOWN;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_FIELD_INVALID;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_NONCE_REPLAYED;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_SIGNATURE_INVALID;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_SIGNER_MISMATCH;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_TRANSACTION_REFUSED;
import static org.antiphon.proto.common.v1.ErrorReason.ERROR_REASON_TRANSACTION_REVERTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.antiphon.proto.common.v1.GetHealthRequest;
import org.antiphon.proto.common.v1.HealthServiceGrpc;
import org.antiphon.proto.identity.v1.Receipt;
import org.antiphon.proto.identity.v1.RelayResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.web3j.crypto.Credentials;

class RelayServiceTest {
    @RegisterExtension
    static final IdentityFixture identity = new IdentityFixture(
            Map.of("relay.answer-timeout", "PT10S", "relay.signer-burst", "30", "relay.signer-rate", "1"));

    private static int signers = 1000;

    @AfterEach
    void mineAgain() {
        identity.chain().automine(true);
    }

    /** A signer that no other test has used, and so with a full bucket. */
    private static Credentials newSigner() {
        return key(++signers);
    }

    private static String signed(long track, String nonce) {
        return call(save(track, nonce), newSigner(), identity.contracts().domain());
    }

    private static Receipt relay(String calldata) {
        return identity.relay().relay(request(calldata)).getReceipt();
    }

    private static void awaitPending(long count) {
        Awaitility.await()
                .until(() -> identity.number("SELECT count(*) FROM outbox WHERE state = 'BROADCAST'") == count);
    }

    @Test
    void aCallIsMinedAndTheReceiptIsTheChains() {
        var before = identity.entityEvents();

        var receipt = relay(signed(1, nonce()));

        var onChain = (Map<?, ?>) identity.chain()
                .call("eth_getTransactionReceipt", receipt.getTransactionHash())
                .getResult();
        assertThat(onChain.get("blockHash")).isEqualTo(receipt.getBlockHash());
        assertThat(onChain.get("blockNumber")).isEqualTo("0x" + Long.toHexString(receipt.getBlockNumber()));
        assertThat(onChain.get("status")).isEqualTo("0x1");
        assertThat(identity.entityEvents()).isEqualTo(before + 1);
    }

    @Test
    void theSameCallAgainGivesTheSameReceipt() {
        var before = identity.entityEvents();
        var calldata = signed(1, nonce());

        assertThat(relay(calldata)).isEqualTo(relay(calldata));
        assertThat(identity.entityEvents()).isEqualTo(before + 1);
    }

    @Test
    void theSameCallFromManyAtOnceIsOneTransaction() throws Exception {
        var before = identity.entityEvents();
        var calldata = signed(1, nonce());

        var receipts = await(IntStream.range(0, 25)
                .mapToObj(each -> identity.relayAsync().relay(request(calldata)))
                .toList());

        assertThat(receipts).hasSize(25).containsOnly(receipts.getFirst());
        assertThat(identity.entityEvents()).isEqualTo(before + 1);
    }

    @Test
    void aNonceServesOneRequestOfASigner() {
        var nonce = nonce();
        var signer = newSigner();
        var domain = identity.contracts().domain();
        relay(call(save(1, nonce), signer, domain));

        assertFails(ERROR_REASON_NONCE_REPLAYED, () -> relay(call(save(2, nonce), signer, domain)));
        assertThat(relay(call(save(2, nonce), newSigner(), domain)).getTransactionHash())
                .isNotEmpty();
    }

    @Test
    void ofManyRequestsRacingForANonceOneWins() {
        var before = identity.entityEvents();
        var nonce = nonce();
        var signer = newSigner();
        var calls = IntStream.range(0, 20)
                .mapToObj(each -> identity.relayAsync()
                        .relay(request(call(
                                save(each, nonce), signer, identity.contracts().domain()))))
                .toList();

        var outcomes = calls.stream().map(RelayServiceTest::outcome).toList();

        assertThat(outcomes).filteredOn("mined"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("NONCE_REPLAYED"::equals).hasSize(19);
        assertThat(identity.entityEvents()).isEqualTo(before + 1);
    }

    private static String outcome(ListenableFuture<RelayResponse> call) {
        try {
            return call.get().hasReceipt() ? "mined" : "empty";
        } catch (ExecutionException refused) {
            return Errors.reasonOf((StatusRuntimeException) Objects.requireNonNull(refused.getCause()));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void whatIsNotASignedCallOfTheContractIsNamedAndLeavesNoTrace() {
        var before =
                identity.number("SELECT count(*) FROM relay_request") + identity.number("SELECT count(*) FROM outbox");
        var good = signed(1, nonce());
        var unsigned = save(1, nonce()).encodeCall(new byte[65]);

        assertFails(ERROR_REASON_FIELD_INVALID, () -> relay(""));
        assertFails(ERROR_REASON_CALL_MALFORMED, () -> relay(good.substring(0, good.length() - 200)));
        assertFails(ERROR_REASON_CALL_MALFORMED, () -> relay("0xa9059cbb" + good.substring(10)));
        assertFails(ERROR_REASON_SIGNATURE_INVALID, () -> relay(unsigned));
        assertFails(
                ERROR_REASON_CONTRACT_UNKNOWN,
                () -> identity.relay()
                        .relay(request(good).toBuilder()
                                .setContractAddress(identity.contracts().playLedger())
                                .build()));
        assertFails(
                ERROR_REASON_SIGNER_MISMATCH,
                () -> identity.relay()
                        .relay(request(good).toBuilder()
                                .setSenderAddress(key(1).getAddress())
                                .build()));

        assertThat(identity.number("SELECT count(*) FROM relay_request")
                        + identity.number("SELECT count(*) FROM outbox"))
                .isEqualTo(before);
    }

    @Test
    void aCallTheChainWouldRejectIsRefusedWithItsReasonAndNotKept() {
        var calldata = signed(1, nonce());
        identity.chain().send(5, identity.contracts().entityManager(), calldata);
        var before = identity.entityEvents();

        var error = assertFails(ERROR_REASON_TRANSACTION_REFUSED, () -> relay(calldata));

        assertThat(error).hasMessageContaining("Signature not unique");
        assertThat(identity.number("SELECT count(*) FROM outbox WHERE state IN ('PENDING', 'BROADCAST')"))
                .isZero();
        assertThat(identity.entityEvents()).isEqualTo(before);
    }

    @Test
    void aCallThatRevertsIsToldSoEachTime() {
        var calldata = signed(1, nonce());
        identity.chain().automine(false);
        identity.chain().send(5, identity.contracts().entityManager(), calldata);
        var call = identity.relayAsync().relay(request(calldata));
        awaitPending(1);
        identity.chain().mine(1);

        assertThat(outcome(call)).isEqualTo("TRANSACTION_REVERTED");
        var error = assertFails(ERROR_REASON_TRANSACTION_REVERTED, () -> relay(calldata));
        assertThat(error).hasMessageContaining("reverted in block");
    }

    @Test
    void afterTheDeadlineTheTransactionIsStillSent() {
        var before = identity.entityEvents();
        var calldata = signed(1, nonce());
        identity.chain().automine(false);

        assertThatThrownBy(() -> identity.relay()
                        .withDeadlineAfter(Duration.ofSeconds(1))
                        .relay(request(calldata)))
                .hasMessageContaining("DEADLINE_EXCEEDED");
        assertFails(ERROR_REASON_DEADLINE_EXCEEDED, () -> relay(calldata));

        identity.chain().automine(true);
        identity.chain().mine(1);
        assertThat(relay(calldata).getTransactionHash()).isNotEmpty();
        assertThat(identity.entityEvents()).isEqualTo(before + 1);
    }

    @Test
    void aCallerThatGoesAwayLosesNothing() {
        var before = identity.entityEvents();
        var calldata = signed(1, nonce());
        identity.chain().automine(false);
        var call = identity.relayAsync().relay(request(calldata));
        awaitPending(1);

        call.cancel(true);
        identity.chain().mine(1);

        Awaitility.await().until(() -> identity.entityEvents() == before + 1);
        assertThat(relay(calldata).getTransactionHash()).isNotEmpty();
    }

    @Test
    void aHundredCallersAtOnceAllGetTheirOwnReceipt() throws Exception {
        var before = identity.entityEvents();

        var receipts = await(IntStream.range(0, 100)
                .mapToObj(each -> identity.relayAsync().relay(request(signed(each, nonce()))))
                .toList());

        assertThat(receipts)
                .extracting(Receipt::getTransactionHash)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(identity.entityEvents()).isEqualTo(before + 100);
    }

    @Test
    void aSignerWhoAsksTooMuchIsHeldBackAndOthersAreNot() {
        var signer = newSigner();
        var domain = identity.contracts().domain();
        var requests = IntStream.range(0, 60)
                .mapToObj(each -> request(call(save(each, nonce()), signer, domain)))
                .toList();
        var calls = requests.stream().map(identity.relayAsync()::relay).toList();

        var outcomes = calls.stream().map(RelayServiceTest::outcome).toList();

        assertThat(outcomes).containsOnly("mined", "OVERLOADED");
        assertThat(outcomes).filteredOn("mined"::equals).hasSizeGreaterThanOrEqualTo(30);
        assertThat(relay(signed(1, nonce())).getTransactionHash()).isNotEmpty();
    }

    @Test
    void healthNamesItsPartsAndFigures() {
        relay(signed(1, nonce()));

        var health =
                HealthServiceGrpc.newBlockingStub(identity.channel()).getHealth(GetHealthRequest.getDefaultInstance());

        assertThat(health.getComponentsList())
                .extracting(component -> component.getName())
                .contains("database", "relay", "plays");
        assertThat(health.getDetails().getFieldsMap()).containsKey("outbox_pending");
    }

    @Test
    void metricsTellLatencyAndFailures() {
        relay(signed(1, nonce()));
        assertFails(ERROR_REASON_CALL_MALFORMED, () -> relay("0x12345678"));

        assertThat(identity.host().metrics().get("relay.latency").timer().count())
                .isPositive();
        assertThat(identity.host()
                        .metrics()
                        .get("relay.failures")
                        .tag("reason", "CALL_MALFORMED")
                        .counter()
                        .count())
                .isPositive();
    }

    private static List<Receipt> await(List<ListenableFuture<RelayResponse>> calls) throws Exception {
        var receipts = new ArrayList<Receipt>();
        for (var call : calls) {
            receipts.add(call.get().getReceipt());
        }
        return receipts;
    }
}

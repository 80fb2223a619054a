package org.antiphon.identity.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallVerifierTest {
    private static final String CONTRACT = "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B";
    private static final Eip712Domain DOMAIN = new Eip712Domain(1337, CONTRACT);
    private static final String NONCE = "0x" + "11".repeat(32);
    private static final String CALL = Requests.call(Requests.save(2, NONCE), Requests.key(1), DOMAIN);
    private static final String SIGNER = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";

    private final CallVerifier verifier = new CallVerifier(DOMAIN);

    private void assertRefused(ErrorReason reason, ThrowingCallable verification) {
        assertThatThrownBy(verification)
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.reason()).isEqualTo(reason));
    }

    @Test
    void theSignerOfTheOfficialClientsVectorIsFound() {
        var call = verifier.verify(Requests.command(CALL));

        assertThat(call.signer()).isEqualTo(SIGNER.toLowerCase(Locale.ROOT));
        assertThat(call.nonce()).isEqualTo(NONCE);
        assertThat(call.digest()).isEqualTo("0x764c47f394c028b24a25fc3cf78eff7e5ac33309ac585204ce260c1e40dfa117");
        assertThat(call.transaction().to()).isEqualTo(CONTRACT.toLowerCase(Locale.ROOT));
        assertThat("0x" + HexFormat.of().formatHex(call.transaction().data())).isEqualTo(CALL);
    }

    @ParameterizedTest
    @CsvSource({
        CONTRACT + ", EntityManager",
        CONTRACT + ", ''",
        "'', EntityManager",
        "0x254DFFCD3277C0B1660F6D42EFBB754EDABABC2B, EntityManager",
    })
    void theContractMayBeGivenByAddressOrName(String contract, String name) {
        assertThat(verifier.verify(new RelayCommand(contract, name, CALL, SIGNER))
                        .signer())
                .isEqualToIgnoringCase(SIGNER);
    }

    @ParameterizedTest
    @CsvSource({
        "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2C, EntityManager",
        CONTRACT + ", TrackFactory",
        "'', TrackFactory",
        "'', ''",
    })
    void anotherContractIsUnknown(String contract, String name) {
        assertRefused(
                ErrorReason.ERROR_REASON_CONTRACT_UNKNOWN,
                () -> verifier.verify(new RelayCommand(contract, name, CALL, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0xd622c72d", "0xd622c72dzz", "0xa9059cbb0000", "not hexadecimal", "0xd622c72d0"})
    void whatIsNoCallOfManageEntityIsMalformed(String calldata) {
        assertRefused(ErrorReason.ERROR_REASON_CALL_MALFORMED, () -> verifier.verify(Requests.command(calldata)));
    }

    @Test
    void everyTruncationOfACallIsMalformedOrUnsigned() {
        for (var length = 10; length < CALL.length() - 192; length += 64) {
            var cut = CALL.substring(0, length);
            assertThatThrownBy(() -> verifier.verify(Requests.command(cut)))
                    .as("%d characters", length)
                    .isInstanceOf(ApiException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64})
    void aSignatureOfAnotherLengthIsInvalid(int length) {
        var call = Requests.save(2, NONCE).encodeCall(new byte[length]);

        assertRefused(ErrorReason.ERROR_REASON_SIGNATURE_INVALID, () -> verifier.verify(Requests.command(call)));
    }

    @Test
    void zeroesAreNoSignature() {
        var call = Requests.save(2, NONCE).encodeCall(new byte[65]);

        assertRefused(ErrorReason.ERROR_REASON_SIGNATURE_INVALID, () -> verifier.verify(Requests.command(call)));
    }

    @Test
    void aSignatureForAnotherChainIsSomebodyElses() {
        var call = Requests.call(Requests.save(2, NONCE), Requests.key(1), new Eip712Domain(31524, CONTRACT));

        assertRefused(
                ErrorReason.ERROR_REASON_SIGNER_MISMATCH,
                () -> verifier.verify(new RelayCommand("", "EntityManager", call, SIGNER)));
    }

    @Test
    void aSenderWhoDidNotSignIsAMismatch() {
        assertRefused(
                ErrorReason.ERROR_REASON_SIGNER_MISMATCH,
                () -> verifier.verify(new RelayCommand(
                        "", "EntityManager", CALL, Requests.key(2).getAddress())));
    }

    @Test
    void twoSignersOfOneRequestAreTwoTransactions() {
        var request = Requests.save(2, NONCE);
        var one = verifier.verify(Requests.command(Requests.call(request, Requests.key(1), DOMAIN)));
        var other = verifier.verify(Requests.command(Requests.call(request, Requests.key(2), DOMAIN)));

        assertThat(one.digest()).isEqualTo(other.digest());
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.id()).hasSizeLessThanOrEqualTo(128);
    }
}

package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

class ManageEntityRequestTest {

    private static final Credentials KEY_ONE = Credentials.create("0x1");
    private static final String ADDRESS_ONE = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";
    private static final Eip712Domain DOMAIN = new Eip712Domain(1337, "0x254dffcd3277C0b1660F6d42EFbB754edaBAbC2B");
    private static final ManageEntityRequest SAVE =
            ManageEntityRequest.of(1, "Track", 2, "Save", "", "0x" + "11".repeat(32));

    // Digest and signature as Audius's own SDK makes them for this request.
    private static final String DIGEST = "0x764c47f394c028b24a25fc3cf78eff7e5ac33309ac585204ce260c1e40dfa117";
    private static final String SIGNATURE =
            "0xc450c08c02047683ea801550f0d8485a3002337a6cbbcb16fe02786509bc48cd56944611595128076cbc9f35e5cb75ce8204d4f7bdf87d40c9d5d4337d8ad6581b";

    @Test
    void signsAsTheAudiusSdkDoes() {
        assertThat(Words.hex(SAVE.digest(DOMAIN))).isEqualTo(DIGEST);
        assertThat(Words.hex(SAVE.sign(KEY_ONE, DOMAIN))).isEqualTo(SIGNATURE);
        assertThat(SAVE.recoverSigner(signature(), DOMAIN)).isEqualTo(ADDRESS_ONE);
    }

    @Test
    void anotherDomainGivesAnotherSigner() {
        var elsewhere = new Eip712Domain(31524, DOMAIN.verifyingContract());

        assertThat(SAVE.recoverSigner(signature(), elsewhere)).isNotEqualTo(ADDRESS_ONE);
    }

    @Test
    void personalMessageIsThatOfWallets() {
        var signature =
                "0x2cf410b906900fcbd5d40c2d6588f841b49c489d1d16e80ccbfff7500a69f096708b7d0c81ccb8978e4347ee9ae4ee19278fc9eba18d2a5c7dd589f2509b671a1c";

        assertThat(Words.hex(PersonalMessage.sign("signature:1700000000000", KEY_ONE)))
                .isEqualTo(signature);
        assertThat(PersonalMessage.recover("signature:1700000000000", Numeric.hexStringToByteArray(signature)))
                .isEqualTo(ADDRESS_ONE);
    }

    @Test
    void malleableTwinIsRefused() {
        var twin = signature();
        var s = new BigInteger(1, Arrays.copyOfRange(twin, 32, 64));
        System.arraycopy(Words.uint(Sign.CURVE_PARAMS.getN().subtract(s)), 0, twin, 32, 32);
        twin[64] = 28;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAVE.recoverSigner(twin, DOMAIN))
                .withMessageContaining("expected: 1..n/2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 66, 130})
    void signatureOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAVE.recoverSigner(new byte[length], DOMAIN))
                .withMessageContaining("expected: 65");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 26, 29, 255})
    void recoveryIdOtherThan27And28IsRefused(int v) {
        var signature = signature();
        signature[64] = (byte) v;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SAVE.recoverSigner(signature, DOMAIN))
                .withMessageContaining("expected: 27 or 28");
    }

    @Test
    void zeroSignatureIsRefused() {
        var signature = new byte[65];
        signature[64] = 27;

        assertThatIllegalArgumentException().isThrownBy(() -> SAVE.recoverSigner(signature, DOMAIN));
    }

    @Test
    void callIsReadBackAsItWasWritten() {
        var request = ManageEntityRequest.of(9, "Täck", 7, "Create", "{\"title\":\"ä🎵\"}", "0x" + "0a".repeat(32));
        var signature = request.sign(KEY_ONE, DOMAIN);

        var decoded = ManageEntityRequest.decodeCall(request.encodeCall(signature));

        assertThat(decoded.request()).isEqualTo(request);
        assertThat(decoded.signature()).isEqualTo(signature);
        assertThat(decoded.recoverSigner(DOMAIN)).isEqualTo(ADDRESS_ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0xd622c72d", "0xd622c72d00", "d622c72d", "0xdeadbeef", "0xd622c72dzz"})
    void malformedCallIsRefused(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> ManageEntityRequest.decodeCall(hex));
    }

    @Test
    void callThatIsTooLongIsRefusedUnread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManageEntityRequest.decodeCall("0xd622c72d" + "00".repeat(200_000)))
                .withMessageContaining("expected: at most 131072 bytes");
    }

    @Test
    void callWithTextThatIsNotUtf8IsRefused() {
        var request = ManageEntityRequest.of(1, "Track", 2, "Save", "marker", "0x" + "11".repeat(32));
        var call = request.encodeCall(signature()).replace("6d61726b6572", "6d61ff6b6572");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManageEntityRequest.decodeCall(call))
                .withMessageContaining("expected: UTF-8");
    }

    @Test
    void damagedCallsAreReadOrRefusedButNeverBreakTheReader() {
        var random = new Random(20260101);
        var call = SAVE.encodeCall(signature());
        for (int i = 0; i < 20_000; i++) {
            var damaged = new StringBuilder(call);
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged.setCharAt(
                        10 + random.nextInt(call.length() - 10), "0123456789abcdef".charAt(random.nextInt(16)));
            }
            damaged.setLength(10 + random.nextInt(call.length() - 9));
            try {
                assertThat(ManageEntityRequest.decodeCall(damaged.toString())).isNotNull();
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] signature() {
        return Numeric.hexStringToByteArray(SIGNATURE);
    }
}

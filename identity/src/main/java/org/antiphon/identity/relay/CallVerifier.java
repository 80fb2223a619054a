package org.antiphon.identity.relay;

import java.util.HexFormat;
import java.util.Locale;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.ManageEntityRequest;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.chain.SignedManageEntity;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;

/**
 * Finds out who signed a call before anything is believed or spent. Whether the signer may do what the call says is for
 * the indexers to judge.
 */
final class CallVerifier {
    private static final String CONTRACT_NAME = "EntityManager";
    private static final long BASE_GAS = 200_000;
    // calldata costs up to 40 gas a byte, and the event repeats most of it
    private static final long GAS_PER_BYTE = 60;

    private final Eip712Domain domain;

    /** For calls of the contract of this domain. */
    CallVerifier(Eip712Domain domain) {
        this.domain = domain;
    }

    /** The call with its signer; {@link ApiException} with the reason when it is not one we relay. */
    VerifiedCall verify(RelayCommand command) {
        var signed = decode(command.calldata());
        requireContract(command);
        var signer = signer(signed);
        if (!command.sender().isEmpty() && !command.sender().equalsIgnoreCase(signer)) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_SIGNER_MISMATCH,
                    "senderAddress: %s (expected: %s, who signed the call)".formatted(command.sender(), signer));
        }
        var digest = "0x" + HexFormat.of().formatHex(signed.request().digest(domain));
        return new VerifiedCall(signer, signed.request().nonce(), digest, transaction(signed, digest + ":" + signer));
    }

    private static SignedManageEntity decode(String calldata) {
        try {
            return ManageEntityRequest.decodeCall(calldata);
        } catch (IllegalArgumentException malformed) {
            throw new ApiException(ErrorReason.ERROR_REASON_CALL_MALFORMED, "encodedABI: " + malformed.getMessage());
        }
    }

    private void requireContract(RelayCommand command) {
        var named = command.contractName().isEmpty() || command.contractName().equals(CONTRACT_NAME);
        var addressed = command.contract().isEmpty()
                ? command.contractName().equals(CONTRACT_NAME)
                : command.contract().equalsIgnoreCase(domain.verifyingContract());
        if (!named || !addressed) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_CONTRACT_UNKNOWN,
                    "contractAddress: \"%s\", contractRegistryKey: \"%s\" (expected: %s or empty, %s)"
                            .formatted(
                                    command.contract(),
                                    command.contractName(),
                                    domain.verifyingContract(),
                                    CONTRACT_NAME));
        }
    }

    private String signer(SignedManageEntity signed) {
        try {
            return signed.recoverSigner(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unsigned) {
            throw new ApiException(ErrorReason.ERROR_REASON_SIGNATURE_INVALID, "encodedABI: " + unsigned.getMessage());
        }
    }

    /** Encodes the call anew: the same request is the same transaction, whatever bytes the caller padded it with. */
    private RelayTransaction transaction(SignedManageEntity signed, String id) {
        var data = HexFormat.of()
                .parseHex(signed.request().encodeCall(signed.signature()).substring(2));
        return new RelayTransaction(id, domain.verifyingContract(), data, BASE_GAS + GAS_PER_BYTE * data.length);
    }
}

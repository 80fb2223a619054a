package org.antiphon.chain;

import java.util.HexFormat;
import java.util.List;
import org.antiphon.contracts.EntityManager;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/** The calldata of EntityManager's {@code manageEntity}. */
final class ManageEntityCall {

    private static final String SELECTOR = "0xd622c72d";
    private static final int MAX_BYTES = 128 * 1024;

    private ManageEntityCall() {}

    static String encode(ManageEntityRequest request, byte[] signature) {
        return FunctionEncoder.encode(new Function(
                EntityManager.FUNC_MANAGEENTITY,
                List.of(
                        new Uint256(request.userId()),
                        new Utf8String(request.entityType()),
                        new Uint256(request.entityId()),
                        new Utf8String(request.action()),
                        new Utf8String(request.metadata()),
                        new Bytes32(Words.bytes32(request.nonce())),
                        new DynamicBytes(signature)),
                List.of()));
    }

    static SignedManageEntity decode(String hex) {
        var arguments = new AbiReader(argumentBytes(hex));
        var request = new ManageEntityRequest(
                arguments.uint(0),
                arguments.text(1),
                arguments.uint(2),
                arguments.text(3),
                arguments.text(4),
                Words.hex(arguments.bytes32(5)));
        return new SignedManageEntity(request, arguments.bytes(6));
    }

    private static byte[] argumentBytes(String hex) {
        if (hex.length() > 2 + 2 * MAX_BYTES) {
            throw new IllegalArgumentException(
                    "calldata: %d characters (expected: at most %d bytes in hex)".formatted(hex.length(), MAX_BYTES));
        }
        if (!hex.regionMatches(true, 0, SELECTOR, 0, SELECTOR.length())) {
            throw new IllegalArgumentException("calldata: starts with %s (expected: %s, a call of manageEntity)"
                    .formatted(hex.substring(0, Math.min(hex.length(), SELECTOR.length())), SELECTOR));
        }
        return HexFormat.of().parseHex(hex, SELECTOR.length(), hex.length());
    }
}

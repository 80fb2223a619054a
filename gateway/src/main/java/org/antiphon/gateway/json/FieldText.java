package org.antiphon.gateway.json;

import build.buf.validate.ValidateProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.HashId;

/** Reads the value of a field from text: a path segment, a query parameter or a JSON scalar. */
final class FieldText {
    private static final int MAX_INTEGER_DIGITS = 20;
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger MAX_UINT32 =
            BigInteger.TWO.pow(Integer.SIZE).subtract(BigInteger.ONE);

    private FieldText() {}

    /**
     * The value in the form that protobuf's reflection takes.
     *
     * @throws ApiException FIELD_INVALID or HASHID_MALFORMED, naming the field, the text and what was expected
     */
    static Object parse(FieldShape shape, String text) {
        var field = shape.field();
        return switch (field.getType()) {
            case STRING -> text;
            case BOOL -> parseBoolean(shape, text);
            case INT64, SINT64, SFIXED64 -> shape.hashid() ? parseHashId(shape, text) : parseInt64(shape, text);
            case UINT64, FIXED64 ->
                parseInteger(shape, text, BigInteger.ZERO, MAX_UINT64).longValue();
            case INT32, SINT32, SFIXED32 -> parseInt32(shape, text);
            case UINT32, FIXED32 ->
                parseInteger(shape, text, BigInteger.ZERO, MAX_UINT32).intValue();
            case DOUBLE -> parseDouble(shape, text);
            case FLOAT -> (float) parseDouble(shape, text);
            case ENUM -> parseEnum(shape, text);
            case BYTES -> parseBytes(shape, text);
            case MESSAGE, GROUP -> throw invalid(shape, text, "an object");
        };
    }

    /** FIELD_INVALID in the one form it has everywhere. */
    static ApiException invalid(FieldShape shape, String text, String expectation) {
        return new ApiException(
                ErrorReason.ERROR_REASON_FIELD_INVALID,
                "%s: \"%s\" (expected: %s)".formatted(shape.name(), ApiException.shown(text), expectation),
                Map.of("fields", shape.name()));
    }

    private static boolean parseBoolean(FieldShape shape, String text) {
        return switch (text) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0" -> false;
            default -> throw invalid(shape, text, "true or false");
        };
    }

    private static long parseHashId(FieldShape shape, String text) {
        try {
            return HashId.decode(text);
        } catch (ApiException malformed) {
            throw new ApiException(
                    malformed.reason(),
                    "%s: \"%s\" (expected: a hashid such as \"%s\")"
                            .formatted(shape.name(), ApiException.shown(text), HashId.encode(1)),
                    Map.of("fields", shape.name()));
        }
    }

    /** What is no integer at all is told the bounds that the service would hold it to. */
    private static int parseInt32(FieldShape shape, String text) {
        return wholeNumber(text)
                .filter(number -> number.bitLength() < Integer.SIZE)
                .orElseThrow(() -> {
                    var rules = shape.field()
                            .getOptions()
                            .getExtension(ValidateProto.field)
                            .getInt32();
                    return invalid(
                            shape,
                            text,
                            "an integer from %d to %d"
                                    .formatted(
                                            rules.hasGte() ? rules.getGte() : Integer.MIN_VALUE,
                                            rules.hasLte() ? rules.getLte() : Integer.MAX_VALUE));
                })
                .intValue();
    }

    private static long parseInt64(FieldShape shape, String text) {
        return parseInteger(shape, text, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    private static BigInteger parseInteger(FieldShape shape, String text, BigInteger low, BigInteger high) {
        return wholeNumber(text)
                .filter(number -> number.compareTo(low) >= 0 && number.compareTo(high) <= 0)
                .orElseThrow(() -> invalid(shape, text, "an integer from %d to %d".formatted(low, high)));
    }

    /** JSON writers may print an integer as {@code 2e6} or {@code 2000000.0}; huge exponents must not be expanded. */
    private static Optional<BigInteger> wholeNumber(String text) {
        try {
            var number = new BigDecimal(text);
            return (long) number.precision() - number.scale() <= MAX_INTEGER_DIGITS
                    ? Optional.of(number.toBigIntegerExact())
                    : Optional.empty();
        } catch (NumberFormatException | ArithmeticException noInteger) {
            return Optional.empty();
        }
    }

    private static double parseDouble(FieldShape shape, String text) {
        try {
            var number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw invalid(shape, text, "a number");
        }
        throw invalid(shape, text, "a finite number");
    }

    private static Object parseEnum(FieldShape shape, String text) {
        var names = EnumNames.of(shape.field().getEnumType());
        return names.value(text).orElseThrow(() -> invalid(shape, text, names.expectation()));
    }

    private static ByteString parseBytes(FieldShape shape, String text) {
        try {
            var decoder = text.contains("-") || text.contains("_") ? Base64.getUrlDecoder() : Base64.getDecoder();
            return ByteString.copyFrom(decoder.decode(text));
        } catch (IllegalArgumentException noBase64) {
            throw invalid(shape, text, "base64");
        }
    }

    static boolean isNumber(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE -> true;
            default -> false;
        };
    }
}

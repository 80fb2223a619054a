package org.antiphon.chain;

import java.math.BigInteger;

/**
 * One listen, as PlayLedger packs it into a word. All three are unsigned 64 bits in Java's two's complement: a negative
 * value is one of at least 2^63, which no id and no time Antiphon made can be.
 *
 * @param userId who listened, 0 for nobody known
 * @param trackId what was played, not 0
 * @param playedAt unix seconds
 */
public record Play(long userId, long trackId, long playedAt) {

    static Play fromWord(byte[] word) {
        var value = new BigInteger(1, word);
        return new Play(value.shiftRight(128).longValue(), value.shiftRight(64).longValue(), value.longValue());
    }

    BigInteger toWord() {
        return unsigned(userId)
                .shiftLeft(128)
                .or(unsigned(trackId).shiftLeft(64))
                .or(unsigned(playedAt));
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}

package org.antiphon.chain;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.contracts.Arbitration;
import org.web3j.abi.EventEncoder;

/** What an executed ruling of Arbitration does to content. Until a reinstatement, content that was taken down is. */
public sealed interface ContentRuling {

    /** First topic of a takedown. */
    String TAKEDOWN = EventEncoder.encode(Arbitration.CONTENTTAKEDOWN_EVENT);

    /** First topic of a reinstatement. */
    String REINSTATEMENT = EventEncoder.encode(Arbitration.CONTENTREINSTATED_EVENT);

    /** What the ruling is about. */
    Content content();

    /**
     * Content as Arbitration names it.
     *
     * @param type the place of track (0) or album (1) in the contract's enum
     * @param id what discovery knows it by
     */
    record Content(int type, BigInteger id) {

        /** A track. */
        public static Content track(long id) {
            return new Content(0, BigInteger.valueOf(id));
        }
    }

    /**
     * Content is not to be given out any more.
     *
     * @param caseId the case, which takes content down once
     * @param cid what the case's opener says its bytes are; any text of up to 128 bytes, empty for an album
     */
    record Takedown(BigInteger caseId, Content content, String cid) implements ContentRuling {}

    /** The content may be given out again. */
    record Reinstatement(Content content) implements ContentRuling {}

    /**
     * The ruling in a log, empty for Arbitration's other events.
     *
     * @throws IllegalArgumentException for data no Arbitration emits
     */
    static Optional<ContentRuling> decode(EventLog log) {
        if (log.isEvent(TAKEDOWN)) {
            var cid = new AbiReader(log.data()).lenientText(0);
            return Optional.of(new Takedown(topic(log, 1), content(log), canonicalCid(cid)));
        }
        return log.isEvent(REINSTATEMENT) ? Optional.of(new Reinstatement(content(log))) : Optional.empty();
    }

    /** A CID as whoever opened the case may have written it, in the spelling that content has: base32 in lower case. */
    static String canonicalCid(String text) {
        var cid = text.replace('\0', ' ').replace('\uFFFD', ' ').strip();
        return cid.startsWith("B") ? cid.toLowerCase(Locale.ROOT) : cid;
    }

    private static Content content(EventLog log) {
        return new Content(topic(log, 2).intValue(), topic(log, 3));
    }

    /** Both events index the case, the type and the id of the content. */
    private static BigInteger topic(EventLog log, int place) {
        if (log.topics().size() != 4) {
            throw new IllegalArgumentException("topics: %s (expected: 4)".formatted(log.topics()));
        }
        return new AbiReader(Words.bytes32(log.topics().get(place))).uint(0);
    }
}

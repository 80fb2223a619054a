package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads the result of one JSON-RPC method as it streams by. */
interface ResultReader<T> {

    /**
     * Reads the value whose first token the parser is at, to its last token.
     *
     * @throws InconsistentAnswerException for a value of another shape, with what it is and what was expected
     */
    T read(JsonParser parser) throws IOException;
}

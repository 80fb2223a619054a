package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antiphon.discovery.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state vector of a chain's tables while a batch is folded, and what is stored of it: the commitment after each
 * block, and the vector itself after each block to which a reorganisation can lead back.
 */
final class StateCommitter {
    private final Tables tables;
    private final StateVector vector;
    private final long keptFrom;
    private final List<BlockState> states = new ArrayList<>();
    private byte[] commitment;
    private boolean isChanged;

    /**
     * What is stored of a block.
     *
     * @param vector null where no reorganisation can lead back to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record BlockState(long number, byte[] commitment, byte @Nullable [] vector) {}

    /**
     * A committer for one batch.
     *
     * @param vector of the rows before the batch
     * @param keptFrom the first block whose vector is stored
     */
    StateCommitter(Tables tables, StateVector vector, long keptFrom) {
        this.tables = tables;
        this.vector = vector;
        this.keptFrom = keptFrom;
        this.commitment = vector.commitment();
    }

    /** A row is other than it was; null where there is none. */
    void change(Object key, @Nullable Row before, @Nullable Row now) {
        var table = tables.of(key);
        if (!table.isCommitted() || Objects.equals(before, now)) {
            return;
        }
        isChanged = true;
        if (before != null) {
            vector.remove(table.encode(before));
        }
        if (now != null) {
            vector.add(table.encode(now));
        }
    }

    void endBlock(long number) {
        if (isChanged) {
            commitment = vector.commitment();
            isChanged = false;
        }
        states.add(new BlockState(number, commitment, number >= keptFrom ? vector.bytes() : null));
    }

    List<BlockState> states() {
        return states;
    }
}

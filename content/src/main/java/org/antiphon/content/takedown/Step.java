package org.antiphon.content.takedown;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.BlockChange.Reverted;

/**
 * What some changes of the chain come to.
 *
 * @param revertFrom the first block to take back of those that are stored
 * @param appended then the blocks to add
 */
record Step(OptionalLong revertFrom, List<Appended> appended) {
    static Step of(List<BlockChange> changes) {
        var revertFrom = OptionalLong.empty();
        var appended = new ArrayDeque<Appended>();
        for (var change : changes) {
            switch (change) {
                case Appended next -> appended.addLast(next);
                case Reverted last -> {
                    if (appended.pollLast() == null) {
                        revertFrom = OptionalLong.of(last.block().number());
                    }
                }
            }
        }
        return new Step(revertFrom, List.copyOf(appended));
    }

    /** Whether blocks came and went before they were stored. */
    boolean isNothing() {
        return revertFrom.isEmpty() && appended.isEmpty();
    }

    /** The last block once the step is done. */
    long lastBlock() {
        return appended.isEmpty()
                ? revertFrom.orElseThrow() - 1
                : appended.getLast().block().number();
    }
}

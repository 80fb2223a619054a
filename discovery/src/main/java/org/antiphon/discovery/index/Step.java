package org.antiphon.discovery.index;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;

/** Changes of the chain that are applied in one transaction. */
sealed interface Step {
    /** Blocks to append. */
    record Append(Batch batch) implements Step {}

    /** Blocks to take back, newest first. */
    record Revert(List<Block> blocks) implements Step {
        public Revert {
            blocks = List.copyOf(blocks);
        }
    }

    /** Cuts changes where their kind changes and where a step would hold more than {@code maxEvents} events. */
    static List<Step> of(List<BlockChange> changes, int maxEvents, BatchDecoder decoder) {
        var cutter = new StepCutter(maxEvents, decoder);
        changes.forEach(cutter::add);
        return cutter.steps();
    }
}

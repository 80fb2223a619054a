package org.antiphon.discovery.index;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;

/** Cuts a run of changes into steps of one kind and of bounded size. */
final class StepCutter {
    private final int maxEvents;
    private final BatchDecoder decoder;
    private final List<Step> steps = new ArrayList<>();
    private final List<BlockChange.Appended> appended = new ArrayList<>();
    private final List<Block> reverted = new ArrayList<>();
    private int events;

    StepCutter(int maxEvents, BatchDecoder decoder) {
        this.maxEvents = maxEvents;
        this.decoder = decoder;
    }

    void add(BlockChange change) {
        switch (change) {
            case BlockChange.Appended next -> append(next);
            case BlockChange.Reverted(var block) -> {
                endAppend();
                reverted.add(block);
            }
        }
    }

    List<Step> steps() {
        endAppend();
        endRevert();
        return List.copyOf(steps);
    }

    private void append(BlockChange.Appended next) {
        endRevert();
        if (events + next.logs().size() > maxEvents) {
            endAppend();
        }
        appended.add(next);
        events += next.logs().size();
    }

    private void endAppend() {
        if (!appended.isEmpty()) {
            steps.add(new Step.Append(decoder.decode(appended)));
            appended.clear();
        }
        events = 0;
    }

    private void endRevert() {
        if (!reverted.isEmpty()) {
            steps.add(new Step.Revert(reverted));
            reverted.clear();
        }
    }
}

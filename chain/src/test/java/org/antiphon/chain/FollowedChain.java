package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.BlockChange.Reverted;

/** A consumer that keeps what it applied, and insists that every change fits what it has. */
final class FollowedChain {

    private final List<Appended> applied = new ArrayList<>();
    private int reverts;

    synchronized void apply(BlockChange change) {
        switch (change) {
            case Appended appended -> {
                if (!applied.isEmpty()) {
                    assertThat(appended.block().follows(applied.getLast().block()))
                            .isTrue();
                }
                applied.add(appended);
            }
            case Reverted reverted -> {
                assertThat(reverted.block()).isEqualTo(applied.getLast().block());
                applied.removeLast();
                reverts++;
            }
        }
    }

    synchronized List<Block> blocks() {
        return applied.stream().map(Appended::block).toList();
    }

    synchronized List<EventLog> logs() {
        return applied.stream().flatMap(appended -> appended.logs().stream()).toList();
    }

    synchronized int reverts() {
        return reverts;
    }

    synchronized long last() {
        return applied.isEmpty() ? -1 : applied.getLast().block().number();
    }

    synchronized String lastHash() {
        return applied.isEmpty() ? "" : applied.getLast().block().hash();
    }
}

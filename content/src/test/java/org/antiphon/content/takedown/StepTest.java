package org.antiphon.content.takedown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.BlockChange.Appended;
import org.antiphon.chain.BlockChange.Reverted;
import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void blocksThatCameAndWentAreNothing() {
        assertThat(Step.of(List.of(append(5, "a"), revert(5, "a"))).isNothing()).isTrue();
    }

    @Test
    void storedBlocksAreTakenBackBeforeOthersAreAdded() {
        var step = Step.of(List.of(append(6, "a"), revert(6, "a"), revert(5, "a"), revert(4, "a"), append(4, "b")));

        assertThat(step).isEqualTo(new Step(OptionalLong.of(4), List.of(append(4, "b"))));
        assertThat(step.lastBlock()).isEqualTo(4);
    }

    @Test
    void takingBackAloneEndsBeforeTheFirstBlockTaken() {
        assertThat(Step.of(List.of(revert(5, "a"), revert(4, "a"))).lastBlock()).isEqualTo(3);
    }

    private static Appended append(long number, String branch) {
        return new Appended(block(number, branch), List.of());
    }

    private static BlockChange revert(long number, String branch) {
        return new Reverted(block(number, branch));
    }

    private static Block block(long number, String branch) {
        return new Block(number, branch + number, branch + (number - 1), Instant.EPOCH);
    }
}

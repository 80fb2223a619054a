package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.antiphon.chain.DeploymentPlan.PlannedStep;
import org.antiphon.chain.DeploymentPlan.State;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.Invocation;
import org.antiphon.contracts.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;

class ContractDeployerTest {

    @TempDir
    Path directory;

    private TestChain chain;
    private Deployment deployment;

    @BeforeEach
    void start() {
        chain = TestChain.start(directory);
        deployment = chain.bothSides();
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void everythingIsThereAfterwardsAndNothingIsSentAgain() {
        assertThat(plan().pending().equals(deployment.steps())).isTrue();

        var addresses = chain.deploy(deployment);

        assertThat(addresses.entityManager()).isEqualTo("0x254dffcd3277c0b1660f6d42efbb754edababc2b");
        assertThat(plan().steps()).extracting(PlannedStep::state).containsOnly(State.DONE);
        var head = head();
        assertThat(chain.deploy(deployment).contracts()).isEqualTo(addresses.contracts());
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void estimateOfGasIsEnoughAndNotFarOff() {
        var estimate = plan().gas();

        chain.deploy(deployment);

        var used = gasUsed();
        assertThat(estimate).isGreaterThan(used);
        assertThat(used).isGreaterThan(estimate / 3);
    }

    @Test
    void deploymentInterruptedAfterAnyStepIsContinued() {
        var deployed = chain.deploy(deployment);

        for (int lost = 1; lost < head(); lost += 3) {
            chain.rollback(lost);
            assertThat(plan().pending()).hasSizeLessThan(deployment.steps().size());
            assertThat(chain.deploy(deployment).contracts()).isEqualTo(deployed.contracts());
            assertThat(plan().steps()).extracting(PlannedStep::state).containsOnly(State.DONE);
        }
    }

    @Test
    void callThatIsNotInEffectIsMadeAgain() {
        var steps = deployment.steps();
        chain.deploy(new Deployment(steps.subList(0, steps.size() - 3)));
        chain.send(0, chain.account(1).getAddress(), "0x");

        assertThat(plan().steps())
                .filteredOn(planned -> planned.state() == State.FAILED)
                .extracting(planned -> planned.step().name())
                .containsExactly("add service type content-service");
        chain.deploy(deployment);

        assertThat(plan().steps()).extracting(PlannedStep::state).containsOnly(State.DONE);
    }

    @Test
    void whatWasChangedAfterwardsIsLeftAlone() {
        var addresses = chain.deploy(deployment);
        var recorder = new Address(chain.account(3).getAddress());
        var stop = Invocation.of("setRecorder", recorder, new Bool(false));
        chain.send(0, addresses.playLedger(), stop.encode(addresses.contracts()));

        assertThat(plan().pending()).isEmpty();
        assertThat(plan().steps())
                .filteredOn(planned -> planned.state() == State.CHANGED)
                .extracting(planned -> planned.step().name())
                .containsExactly("allow the recorder");
    }

    @Test
    void deployerThatWasUsedForSomethingElseIsRefused() {
        chain.send(0, chain.account(1).getAddress(), "0x");

        assertThatThrownBy(this::plan)
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("1 without PlayLedgerLogic")
                .hasMessageContaining("expected: a wallet that has sent nothing but this deployment");
    }

    @Test
    void codeOfAnotherContractIsRefused() {
        chain.deploy(new Deployment(List.of(step("EntityManagerLogic"))));

        assertThatThrownBy(plan()::requireOwnCode)
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("[PlayLedgerLogic]: another contract's, or another version's");
    }

    @Test
    void anotherChainIsRefused() {
        var plan = new ContractDeployer(chain.client()).plan(chain.account(0).getAddress(), deployment, 1);

        assertThatThrownBy(plan::block).isInstanceOf(ChainException.class).hasMessage("chain id: 1337 (expected: 1)");
    }

    @Test
    void deployerWithoutFundsIsToldHowMuchIsMissing() {
        chain.call("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
        chain.mine(1);
        chain.call("anvil_setBalance", chain.account(0).getAddress(), "0x5");

        assertThatThrownBy(() -> chain.deploy(deployment))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining(": 5 wei (expected: at least ");
        assertThat(head()).isEqualTo(1);
    }

    private DeploymentPlan plan() {
        return TestChain.get(new ContractDeployer(chain.client())
                .plan(chain.account(0).getAddress(), deployment, DevChain.CHAIN_ID));
    }

    private Step step(String name) {
        return deployment.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long head() {
        return TestChain.get(chain.client().blockSource().head());
    }

    private long gasUsed() {
        return LongStream.rangeClosed(1, head()).map(this::gasUsed).sum();
    }

    private long gasUsed(long number) {
        var block = (Map<?, ?>) chain.call("eth_getBlockByNumber", "0x" + Long.toHexString(number), false)
                .getResult();
        return Long.decode(String.valueOf(block.get("gasUsed")));
    }
}

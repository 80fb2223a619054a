package org.antiphon.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final String DEPLOYER = "0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1";
    private static final String ADMIN = "0xFFcf8FDEE72ac11b5c542428B35EEF5769C409f0";
    private static final Roles ROLES = new Roles(DEPLOYER, DEPLOYER, ADMIN, DEPLOYER, DEPLOYER, DEPLOYER);
    private static final Deployment ETHEREUM_SIDE = EthereumSide.deployment(ROLES, Parameters.mainnet());

    @Test
    void entityManagerProxyIsTheFourthTransaction() {
        var dataLayer = DataLayer.deployment(ROLES, 1337);

        assertThat(dataLayer.steps())
                .extracting(Step::name)
                .startsWith("PlayLedgerLogic", "PlayLedger", "EntityManagerLogic", "EntityManager");
        assertThat(dataLayer.then(ETHEREUM_SIDE).addresses(DEPLOYER))
                .containsEntry("EntityManager", "0x254dffcd3277c0b1660f6d42efbb754edababc2b");
    }

    @Test
    void parametersMoveNoContract() {
        var development = EthereumSide.deployment(ROLES, Parameters.development());

        assertThat(development.addresses(DEPLOYER)).isEqualTo(ETHEREUM_SIDE.addresses(DEPLOYER));
    }

    @Test
    void everyContractOfTheRegistryIsCreatedBeforeAnyCall() {
        var kinds = ETHEREUM_SIDE.steps().stream().map(Object::getClass).toList();

        assertThat(kinds.lastIndexOf(Step.Create.class)).isLessThan(kinds.indexOf(Step.Call.class));
        assertThat(ETHEREUM_SIDE.addresses(DEPLOYER))
                .containsKeys(List.of(RegistryKey.values()).stream()
                        .map(RegistryKey::contract)
                        .toArray(String[]::new));
    }

    @Test
    void everyStepCanBeEncodedWithinTheGasLimitOfTheChain() {
        var addresses = ETHEREUM_SIDE.addresses(DEPLOYER);

        assertThat(ETHEREUM_SIDE.steps()).allSatisfy(step -> {
            assertThat(step.data(addresses)).matches("0x[0-9a-f]+");
            assertThat(step.gasLimit()).isLessThanOrEqualTo(8_000_000);
        });
    }

    @Test
    void governanceIsGivenTheSignatureAndTheArgumentsApart() {
        var link = ETHEREUM_SIDE.steps().stream()
                .filter(step -> step.name().equals("Staking.setDelegateManagerAddress"))
                .findFirst()
                .orElseThrow();
        var addresses = ETHEREUM_SIDE.addresses(DEPLOYER);

        assertThat(link.data(addresses))
                .contains(hex("StakingProxy"), hex("setDelegateManagerAddress(address)"))
                .contains("0".repeat(24)
                        + Deployment.address(addresses, "DelegateManager").substring(2));
    }

    @Test
    void codeIsRecognisedInSpiteOfImmutableValues() {
        var step = new Step.Create("Bridge", "0x60016002" + "aa0000bb", List.of());

        assertThat(step.creates("0xaa0000bb")).isTrue();
        assertThat(step.creates("0xaa1234bb")).isTrue();
        assertThat(step.creates("0xab0000bb")).isFalse();
        assertThat(step.creates("0x")).isFalse();
        assertThat(step.creates("0x" + "00".repeat(100))).isFalse();
    }

    @Test
    void linkToAContractThatNoStepCreatesIsRefused() {
        var invocation = Invocation.ofAddress("setStakingAddress", "Staking");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> invocation.encode(Map.of("Token", ADMIN)))
                .withMessage("Staking (expected: one of [Token])");
    }

    @Test
    void proxyAdminMustNotBeACaller() {
        var admin = DEPLOYER.toLowerCase(Locale.ROOT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Roles(DEPLOYER, ADMIN, admin, ADMIN, ADMIN, ADMIN))
                .withMessageContaining("expected: an account other than the deployer");
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}

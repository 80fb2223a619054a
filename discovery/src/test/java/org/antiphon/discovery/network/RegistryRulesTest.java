package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.Contracts.address;
import static org.assertj.core.api.Assertions.assertThat;

import org.antiphon.contracts.Registry;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.discovery.network.model.RegisteredContract;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;

class RegistryRulesTest {
    private static final RegisteredContract.Id NAME = new RegisteredContract.Id("StakingProxy");

    private final NetworkScene scene = new NetworkScene();

    @Test
    void aNameKeepsCountOfItsAddressesAndRemovals() {
        add(1);
        assertThat(scene.row(NAME)).isEqualTo(new RegisteredContract("StakingProxy", address(1), 1, 0));

        scene.emit(
                Contracts.REGISTRY,
                Registry.CONTRACTUPGRADED_EVENT,
                RegistryKey.STAKING.word(),
                new Address(address(1)),
                new Address(address(2)));
        assertThat(scene.row(NAME)).isEqualTo(new RegisteredContract("StakingProxy", address(2), 2, 0));

        scene.emit(
                Contracts.REGISTRY,
                Registry.CONTRACTREMOVED_EVENT,
                RegistryKey.STAKING.word(),
                new Address(address(2)));
        assertThat(scene.row(NAME)).isEqualTo(new RegisteredContract("StakingProxy", address(0), 3, 0));

        add(4);
        assertThat(scene.row(NAME)).isEqualTo(new RegisteredContract("StakingProxy", address(4), 4, 0));
    }

    @Test
    void aNameThatIsNoTextStandsInHex() {
        var word = RegistryKey.word("Staking\0Proxy");
        scene.emit(Contracts.REGISTRY, Registry.CONTRACTADDED_EVENT, word, new Address(address(1)));

        assertThat(scene.row(new RegisteredContract.Id("0x5374616b696e670050726f7879" + "00".repeat(19))))
                .isNotNull();
    }

    private void add(long contract) {
        scene.emit(
                Contracts.REGISTRY,
                Registry.CONTRACTADDED_EVENT,
                RegistryKey.STAKING.word(),
                new Address(address(contract)));
    }
}

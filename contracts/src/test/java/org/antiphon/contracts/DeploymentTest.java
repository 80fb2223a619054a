package org.antiphon.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final String OWNER = "0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1";
    private static final String ADMIN = "0xFFcf8FDEE72ac11b5c542428B35EEF5769C409f0";

    @Test
    void entityManagerProxyIsTheFourthTransaction() {
        var deployment = Deployment.dataLayer(new Roles(OWNER, ADMIN, OWNER, List.of(OWNER), 1337));

        assertThat(deployment.creations())
                .extracting(Step.Create::name)
                .containsExactly("PlayLedger", "PlayLedgerProxy", "EntityManager", "EntityManagerProxy");
        assertThat(deployment.calls()).extracting(Step.Call::target).containsExactly("PlayLedgerProxy");
    }

    @Test
    void proxyAdminMustNotBeACaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Roles(OWNER, OWNER.toLowerCase(Locale.ROOT), ADMIN, List.of(), 1337))
                .withMessageContaining("expected: an account other than the owner");
    }
}

package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceTypeManager;
import org.antiphon.discovery.network.model.ServiceType;
import org.antiphon.discovery.network.model.ServiceVersion;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.Test;

class ServiceTypeRulesTest {
    private static final String TYPE = "content-node";

    private final NetworkScene scene = new NetworkScene();

    @Test
    void aTypeHasTheVersionThatWasSetLast() {
        add();
        setVersion("0.1.0");
        setVersion("0.2.0");

        assertThat(scene.row(new ServiceType.Id(TYPE))).isEqualTo(type(true, "0.2.0"));
        assertThat(scene.row(new ServiceVersion.Id(TYPE, "0.1.0"))).isNotNull();
    }

    @Test
    void aRemovedTypeStaysAsItWas() {
        add();
        setVersion("0.1.0");
        remove();

        assertThat(scene.row(new ServiceType.Id(TYPE))).isEqualTo(type(false, "0.1.0"));
    }

    @Test
    void nothingHappensToATypeOfWhichNothingWasTold() {
        assertUnexpected(setVersion("0.1.0"));
        assertUnexpected(remove());
        assertThat(scene.row(new ServiceVersion.Id(TYPE, "0.1.0"))).isNull();
    }

    private void add() {
        scene.emit(
                Contracts.SERVICE_TYPES,
                ServiceTypeManager.SERVICETYPEADDED_EVENT,
                RegistryKey.word(TYPE),
                uint(5),
                uint(9));
    }

    private Verdict remove() {
        return scene.emit(Contracts.SERVICE_TYPES, ServiceTypeManager.SERVICETYPEREMOVED_EVENT, RegistryKey.word(TYPE));
    }

    private Verdict setVersion(String version) {
        return scene.emit(
                Contracts.SERVICE_TYPES,
                ServiceTypeManager.SETSERVICEVERSION_EVENT,
                RegistryKey.word(TYPE),
                RegistryKey.word(version));
    }

    private static ServiceType type(boolean isValid, String version) {
        return new ServiceType(TYPE, BigInteger.valueOf(5), BigInteger.valueOf(9), isValid, version, 0);
    }
}

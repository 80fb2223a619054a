package org.antiphon.discovery.network;

import org.antiphon.contracts.ServiceTypeManager;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceType;
import org.antiphon.discovery.network.model.ServiceVersion;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/** Which services there are, what they take and in which versions. */
public final class ServiceTypeRules implements ContractRules {
    @Override
    public String contract() {
        return "ServiceTypeManager";
    }

    @Override
    public void declare(ContractEvents events) {
        events.put(
                ServiceTypeManager.SERVICETYPEADDED_EVENT,
                ServiceTypeManager::getServiceTypeAddedEventFromLog,
                (added, at) -> new ServiceType(
                        Values.name(added._serviceType),
                        added._serviceTypeMin,
                        added._serviceTypeMax,
                        true,
                        null,
                        at.blockNumber()));
        events.update(
                ServiceTypeManager.SERVICETYPEREMOVED_EVENT,
                ServiceTypeManager::getServiceTypeRemovedEventFromLog,
                removed -> new ServiceType.Id(Values.name(removed._serviceType)),
                (removed, at, type) -> type.removed(at.blockNumber()));
        events.on(
                ServiceTypeManager.SETSERVICEVERSION_EVENT,
                ServiceTypeManager::getSetServiceVersionEventFromLog,
                (set, at, reads) -> {
                    var version = version(set, at);
                    reads.row(version.key());
                    reads.row(new ServiceType.Id(version.serviceType()));
                },
                ServiceTypeRules::setVersion);
    }

    private static Verdict setVersion(ServiceTypeManager.SetServiceVersionEventResponse set, Place at, State state) {
        var version = version(set, at);
        var type = state.row(new ServiceType.Id(version.serviceType()));
        return type == null
                ? ContractEvents.unexpected(new ServiceType.Id(version.serviceType()))
                : Verdict.accept(
                        new Change.Put(version), new Change.Put(type.version(version.version(), at.blockNumber())));
    }

    private static ServiceVersion version(ServiceTypeManager.SetServiceVersionEventResponse set, Place at) {
        return new ServiceVersion(
                Values.name(set._serviceType), Values.name(set._serviceVersion), at.createdAt(), at.blockNumber());
    }
}

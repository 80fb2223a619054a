package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import org.antiphon.contracts.Staking;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/**
 * What is staked for a provider in all. Staking tells it before the contract that ordered the change tells why; together
 * with what is delegated it gives the provider's own stake. The provider's nodes tell it too, and so change with it.
 */
public final class StakingRules implements ContractRules {
    @Override
    public String contract() {
        return "Staking";
    }

    @Override
    public void declare(ContractEvents events) {
        events.on(
                Staking.STAKED_EVENT,
                Staking::getStakedEventFromLog,
                (staked, at, reads) -> reads(staked.user, reads),
                (staked, at, state) -> total(staked.user, staked.total, at, state));
        events.on(
                Staking.UNSTAKED_EVENT,
                Staking::getUnstakedEventFromLog,
                (unstaked, at, reads) -> reads(unstaked.user, reads),
                (unstaked, at, state) -> total(unstaked.user, unstaked.total, at, state));
        events.on(
                Staking.SLASHED_EVENT,
                Staking::getSlashedEventFromLog,
                (slashed, at, reads) -> reads(slashed.user, reads),
                (slashed, at, state) -> total(slashed.user, slashed.total, at, state));
    }

    private static void reads(String provider, Reads reads) {
        reads.row(new ServiceProvider.Id(provider));
        reads.rows(new ServiceNode.Of(provider));
    }

    private static Verdict total(String account, BigInteger total, Place at, State state) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(Providers.of(account, state).staked(total, at.blockNumber())));
        state.rows(new ServiceNode.Of(account)).stream()
                .filter(ServiceNode::isRegistered)
                .map(node -> new Change.Put(node.touched(at.blockNumber())))
                .forEach(changes::add);
        return new Verdict.Accepted(changes);
    }
}

package org.antiphon.discovery.network;

import java.math.BigInteger;
import org.antiphon.contracts.Staking;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;

/**
 * What is staked for a provider in all. Staking tells it before the contract that ordered the change tells why; together
 * with what is delegated it gives the provider's own stake.
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
    }

    private static Verdict total(String account, BigInteger total, Place at, State state) {
        return Providers.change(account, state, provider -> provider.staked(total, at.blockNumber()));
    }
}

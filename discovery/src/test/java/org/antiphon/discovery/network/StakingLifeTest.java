package org.antiphon.discovery.network;

import static org.antiphon.discovery.testing.TestNetwork.ask;
import static org.antiphon.discovery.testing.TestNetwork.audio;
import static org.antiphon.discovery.testing.TestNetwork.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antiphon.chain.TestChain;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.discovery.IndexerConfig;
import org.antiphon.discovery.IndexerService;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.discovery.testing.TestNetwork;
import org.antiphon.server.Settings;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint256;

/** Delegations after rewards and slashes are in no event: what the index computes has to be what the contracts hold. */
class StakingLifeTest {
    private static final int STEPS = 300;
    private static final List<Integer> PROVIDERS = List.of(10, 11, 12);
    private static final List<Integer> DELEGATORS = List.of(10, 13, 14, 15, 16, 17);
    private static final String NODE = Parameters.DISCOVERY_NODE;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theIndexHoldsWhatTheContractsHoldAfterARandomLife(long seed) {
        var database = postgres.newDatabase();
        try (var chain = TestChain.start(directory);
                var index = new TestIndex(database)) {
            var network = new TestNetwork(chain);
            new Life(network, seed).live();

            try (var indexer =
                    IndexerService.start(Settings.of(network.indexer(database)).bind(IndexerConfig.class))) {
                assertThat(indexer.health()).isNotNull();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(
                                        index.texts("SELECT block_number FROM cursor WHERE chain = 'ethereum'"))
                                .containsExactly(Long.toString(network.head())));
            }
            assertThat(index.texts("SELECT reason FROM action_outcomes WHERE NOT accepted"))
                    .isEmpty();
            assertThat(index.texts("SELECT count(*) FROM claims WHERE rewards > 0"))
                    .isNotEqualTo(List.of("0"));
            assertThat(index.texts("SELECT count(*) FROM slashes")).isNotEqualTo(List.of("0"));
            assertThat(indexed(index, network)).isEqualTo(held(network));
        }
    }

    private static List<String> held(TestNetwork network) {
        var held = new ArrayList<String>();
        for (int each : PROVIDERS) {
            var provider = network.account(each);
            var details = ask(network.providers.getServiceProviderDetails(provider));
            held.add("%s staked %s own %s cut %s nodes %s delegated %s locked %s decrease %s"
                    .formatted(
                            provider,
                            ask(network.staking.totalStakedFor(provider)),
                            details.component1(),
                            details.component2(),
                            details.component4(),
                            ask(network.delegations.getTotalDelegatedToServiceProvider(provider)),
                            ask(network.delegations.getTotalLockedDelegationForServiceProvider(provider)),
                            ask(network.providers.getPendingDecreaseStakeRequest(provider))));
            for (int delegator : DELEGATORS) {
                held.add(ask(network.delegations.getDelegatorStakeForServiceProvider(
                                network.account(delegator), provider))
                        .toString());
            }
        }
        for (int each : DELEGATORS) {
            var request = ask(network.delegations.getPendingUndelegateRequest(network.account(each)));
            held.add("%s %s %s"
                    .formatted(
                            ask(network.delegations.getTotalDelegatorStake(network.account(each))),
                            request.component2(),
                            request.component3()));
        }
        return held;
    }

    private static List<String> indexed(TestIndex index, TestNetwork network) {
        var indexed = new ArrayList<String>();
        for (int each : PROVIDERS) {
            var provider = network.account(each);
            indexed.addAll(index.texts("""
                    SELECT format('%%s staked %%s own %%s cut %%s nodes %%s delegated %%s locked %%s decrease Tuple2{value1=%%s, value2=%%s}',
                        provider, total_staked, deployer_stake, deployer_cut, endpoint_count, total_delegated,
                        (SELECT coalesce(sum(undelegation_amount), 0) FROM delegators WHERE undelegation_provider = provider),
                        coalesce(amount, 0), coalesce(expiry_block, 0))
                    FROM service_providers LEFT JOIN stake_decreases USING (provider) WHERE provider = '%s'
                    """.formatted(provider)));
            for (int delegator : DELEGATORS) {
                indexed.addAll(index.texts("""
                        SELECT coalesce((SELECT amount FROM delegations WHERE provider = '%s' AND delegator = '%s'), 0)
                        """.formatted(provider, network.account(delegator))));
            }
        }
        for (int each : DELEGATORS) {
            indexed.addAll(index.texts("""
                    SELECT total_delegated || ' ' || undelegation_amount || ' ' || undelegation_expiry_block
                    FROM (VALUES ('%s')) AS a (delegator) JOIN delegators USING (delegator)
                    """.formatted(network.account(each))));
        }
        return indexed;
    }

    /** Everybody does at random what they may, and often what they may not. */
    private static final class Life {
        private final TestNetwork network;
        private final Random random;
        private int endpoints;

        Life(TestNetwork network, long seed) {
            this.network = network;
            this.random = new Random(seed);
        }

        void live() {
            for (int each = 10; each <= 17; each++) {
                network.fund(each, 5_000_000);
            }
            PROVIDERS.forEach(this::register);
            DELEGATORS.forEach(each -> PROVIDERS.forEach(provider -> delegate(each, provider)));
            for (int step = 0; step < STEPS; step++) {
                act();
            }
        }

        private void act() {
            int provider = pick(PROVIDERS);
            int delegator = pick(DELEGATORS);
            var address = network.account(provider);
            switch (random.nextInt(22)) {
                case 0 -> register(provider);
                case 1 -> network.send(provider, network.providers.increaseStake(amount(50_000)), network.providers);
                case 2 ->
                    network.send(provider, network.providers.requestDecreaseStake(amount(90_000)), network.providers);
                case 3 -> network.send(provider, network.providers.decreaseStake(), network.providers);
                case 4 ->
                    network.send(provider, network.providers.cancelDecreaseStakeRequest(address), network.providers);
                case 5 ->
                    network.send(
                            provider,
                            network.providers.deregister(
                                    word(NODE), "https://node%d".formatted(random.nextInt(endpoints))),
                            network.providers);
                case 6 ->
                    network.send(
                            provider,
                            network.providers.requestUpdateDeployerCut(
                                    address, BigInteger.valueOf(random.nextInt(101))),
                            network.providers);
                case 7 -> network.send(provider, network.providers.updateDeployerCut(address), network.providers);
                case 8, 9, 10 -> delegate(delegator, provider);
                case 11, 12 ->
                    network.send(
                            delegator,
                            network.delegations.requestUndelegateStake(address, amount(40_000)),
                            network.delegations);
                case 13 -> network.send(delegator, network.delegations.undelegateStake(), network.delegations);
                case 14 ->
                    network.send(delegator, network.delegations.cancelUndelegateStakeRequest(), network.delegations);
                case 15 ->
                    network.send(
                            provider,
                            network.delegations.requestRemoveDelegator(address, network.account(delegator)),
                            network.delegations);
                case 16 ->
                    network.send(
                            provider,
                            network.delegations.removeDelegator(address, network.account(delegator)),
                            network.delegations);
                case 17 ->
                    network.govern(
                            RegistryKey.DELEGATE_MANAGER,
                            "slash(uint256,address)",
                            new Uint256(amount(5_000)),
                            new Address(address));
                case 18, 19 -> reward();
                default -> network.mine(1 + random.nextInt(25));
            }
        }

        private void register(int provider) {
            network.send(
                    provider,
                    network.providers.register(
                            word(NODE), "https://node" + endpoints++, audio(300_000), network.account(provider)),
                    network.providers);
        }

        private void delegate(int delegator, int provider) {
            network.send(
                    delegator,
                    network.delegations.delegateStake(network.account(provider), amount(60_000)),
                    network.delegations);
        }

        private void reward() {
            network.mine(31);
            network.send(TestNetwork.GUARDIAN, network.claims.initiateRound(), network.claims);
            PROVIDERS.forEach(each ->
                    network.send(each, network.delegations.claimRewards(network.account(each)), network.delegations));
        }

        /** An odd number, so that divisions leave something. */
        private BigInteger amount(long most) {
            return audio(random.nextLong(most)).add(BigInteger.valueOf(random.nextInt(1_000_000_007)));
        }

        private int pick(List<Integer> accounts) {
            return accounts.get(random.nextInt(accounts.size()));
        }
    }
}

package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import org.antiphon.contracts.ClaimsManager;
import org.antiphon.contracts.DelegateManagerV2;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.GovernanceV2;
import org.antiphon.contracts.Invocation;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.contracts.Staking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.utils.Numeric;

/** What people do with a deployed Ethereum side from beginning to end, through the generated wrappers. */
class LifeOfTheNetworkTest {

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger UPHELD = BigInteger.ONE;
    private static final BigInteger YES = BigInteger.TWO;
    private static final byte[] CONTENT_NODE =
            RegistryKey.word(Parameters.CONTENT_NODE).getValue();
    private static final int PROVIDER = 10;
    private static final int DELEGATOR = 11;
    private static final int OPENER = 12;

    @TempDir
    Path directory;

    private TestChain chain;
    private ChainAddresses addresses;
    private Wallets wallets;

    @BeforeEach
    void start() throws Exception {
        chain = TestChain.start(directory);
        addresses = chain.deployBothSides();
        wallets = new Wallets(chain, addresses);
        fund(PROVIDER, EthereumSide.STAKING, 300_000);
        fund(DELEGATOR, EthereumSide.STAKING, 100_000);
        send(factory(PROVIDER).register(CONTENT_NODE, "http://one.example", audio(300_000), account(PROVIDER)));
        send(delegateManager(DELEGATOR).delegateStake(account(PROVIDER), audio(100_000)));
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void stakeIsRewardedSlashedByVoteAndPaidBack() throws Exception {
        chain.mine(31);
        send(claimsManager(OPENER).initiateRound());
        send(delegateManager(OPENER).claimRewards(account(PROVIDER)));
        var rewarded = stake();
        assertThat(rewarded).isGreaterThan(audio(1_700_000));

        var slash = Invocation.of("slash", new Uint256(audio(50_000)), new Address(account(PROVIDER)));
        send(governance(DELEGATOR)
                .submitProposal(
                        RegistryKey.DELEGATE_MANAGER.word().getValue(),
                        BigInteger.ZERO,
                        slash.signature(),
                        Numeric.hexStringToByteArray(slash.encodeArguments(addresses.contracts())),
                        "Slash",
                        "It was away for a month"));
        send(governance(DELEGATOR).submitVote(ONE, YES));
        send(governance(PROVIDER).submitVote(ONE, YES));
        chain.mine(26);
        send(governance(OPENER).evaluateProposalOutcome(ONE));
        assertThat(governance(OPENER).getProposalById(ONE).send().component9()).isEqualTo(2);
        assertThat(stake()).isEqualTo(rewarded.subtract(audio(50_000)));

        send(factory(PROVIDER).deregister(CONTENT_NODE, "http://one.example"));
        chain.mine(30);
        send(factory(PROVIDER).decreaseStake());
        assertThat(balance(PROVIDER)).isGreaterThan(audio(1_000_000));
    }

    @Test
    void caseIsRuledOnAppealedAndExecuted() throws Exception {
        var court = Court.open(wallets);
        send(court.opener().openMisbehaviour(account(PROVIDER), audio(20_000), "https://example/evidence"));

        court.decide(ONE, 0);
        send(court.opener().appeal(ONE));
        court.decide(ONE, 1);
        var before = stake();
        send(court.opener().execute(ONE));

        assertThat(stake()).isEqualTo(before.subtract(audio(20_000)));
        var ended = court.opener().getCase(ONE).send();
        assertThat(ended.phase).isEqualTo(5);
        assertThat(ended.ruling).isEqualTo(UPHELD);
        var juror = court.panel(ONE, 1).getFirst();
        send(court.opener().claim(ONE, account(juror)));
        assertThat(balance(juror)).isPositive();
    }

    private void fund(int person, String spender, long amount) throws Exception {
        wallets.fund(person, spender, amount);
    }

    private BigInteger stake() throws Exception {
        return load(Staking::load, EthereumSide.STAKING, OPENER)
                .totalStakedFor(account(PROVIDER))
                .send();
    }

    private BigInteger balance(int person) throws Exception {
        return wallets.token(person).balanceOf(account(person)).send();
    }

    private String account(int index) {
        return chain.account(index).getAddress();
    }

    private ServiceProviderFactory factory(int person) {
        return load(ServiceProviderFactory::load, EthereumSide.SERVICE_PROVIDER_FACTORY, person);
    }

    private DelegateManagerV2 delegateManager(int person) {
        return load(DelegateManagerV2::load, EthereumSide.DELEGATE_MANAGER, person);
    }

    private ClaimsManager claimsManager(int person) {
        return load(ClaimsManager::load, EthereumSide.CLAIMS_MANAGER, person);
    }

    private GovernanceV2 governance(int person) {
        return load(GovernanceV2::load, EthereumSide.GOVERNANCE, person);
    }

    private <T> T load(Wallets.Wrapper<T> wrapper, String contract, int person) {
        return wallets.load(wrapper, contract, person);
    }

    private static void send(RemoteFunctionCall<?> call) throws Exception {
        call.send();
    }

    private static BigInteger audio(long amount) {
        return Parameters.audio(amount);
    }
}

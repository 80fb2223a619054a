package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.antiphon.contracts.Arbitration;
import org.antiphon.contracts.ArbitratorRegistry;
import org.antiphon.contracts.AudiusToken;
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
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.StaticGasProvider;
import org.web3j.utils.Numeric;

/** What people do with a deployed Ethereum side from beginning to end, through the generated wrappers. */
class LifeOfTheNetworkTest {

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger UPHELD = BigInteger.ONE;
    private static final BigInteger YES = BigInteger.TWO;
    private static final byte[] SALT = new byte[32];
    private static final byte[] CONTENT_NODE =
            RegistryKey.word(Parameters.CONTENT_NODE).getValue();
    private static final ContractGasProvider GAS =
            new StaticGasProvider(BigInteger.ZERO, BigInteger.valueOf(8_000_000));

    private static final int TREASURY = 4;
    private static final int PROVIDER = 10;
    private static final int DELEGATOR = 11;
    private static final int OPENER = 12;
    private static final List<Integer> ARBITRATORS = List.of(20, 21, 22, 23, 24);

    @TempDir
    Path directory;

    private TestChain chain;
    private ChainAddresses addresses;

    @BeforeEach
    void start() throws Exception {
        chain = TestChain.start(directory);
        addresses = chain.deployBothSides();
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
        for (var arbitrator : ARBITRATORS) {
            fund(arbitrator, EthereumSide.ARBITRATOR_REGISTRY, 50_000);
            send(arbitratorRegistry(arbitrator).stake(audio(50_000)));
        }
        fund(OPENER, EthereumSide.ARBITRATION, 10_000);
        send(arbitration(OPENER).openMisbehaviour(account(PROVIDER), audio(20_000), "https://example/evidence"));

        decide(0);
        send(arbitration(OPENER).appeal(ONE));
        decide(1);
        var before = stake();
        send(arbitration(OPENER).execute(ONE));

        assertThat(stake()).isEqualTo(before.subtract(audio(20_000)));
        var ended = arbitration(OPENER).getCase(ONE).send();
        assertThat(ended.phase).isEqualTo(5);
        assertThat(ended.ruling).isEqualTo(UPHELD);
        var juror = ARBITRATORS.stream()
                .filter(arbitrator -> seats(arbitrator, 1) > 0)
                .findFirst()
                .orElseThrow();
        send(arbitration(OPENER).claim(ONE, account(juror)));
        assertThat(balance(juror)).isPositive();
    }

    /** Draws the panel of a round, has it vote for the opener and rules. */
    private void decide(int round) throws Exception {
        chain.mine(3);
        send(arbitration(OPENER).draw(ONE));
        var panel = ARBITRATORS.stream()
                .filter(arbitrator -> seats(arbitrator, round) > 0)
                .toList();
        for (var juror : panel) {
            var commitment = arbitration(juror)
                    .commitmentOf(ONE, BigInteger.valueOf(round), account(juror), UPHELD, SALT)
                    .send();
            send(arbitration(juror).commitVote(ONE, commitment));
        }
        chain.mine(20);
        for (var juror : panel) {
            send(arbitration(juror).revealVote(ONE, UPHELD, SALT));
        }
        chain.mine(20);
        send(arbitration(OPENER).rule(ONE));
    }

    private int seats(int arbitrator, int round) {
        try {
            return arbitration(OPENER)
                    .getJuror(ONE, BigInteger.valueOf(round), account(arbitrator))
                    .send()
                    .seats
                    .intValueExact();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void fund(int person, String spender, long amount) throws Exception {
        send(token(TREASURY).transfer(account(person), audio(amount)));
        send(token(person).approve(addresses.address(spender), audio(amount)));
    }

    private BigInteger stake() throws Exception {
        return load(Staking::load, EthereumSide.STAKING, OPENER)
                .totalStakedFor(account(PROVIDER))
                .send();
    }

    private BigInteger balance(int person) throws Exception {
        return token(person).balanceOf(account(person)).send();
    }

    private String account(int index) {
        return chain.account(index).getAddress();
    }

    private AudiusToken token(int person) {
        return load(AudiusToken::load, EthereumSide.TOKEN, person);
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

    private ArbitratorRegistry arbitratorRegistry(int person) {
        return load(ArbitratorRegistry::load, EthereumSide.ARBITRATOR_REGISTRY, person);
    }

    private Arbitration arbitration(int person) {
        return load(Arbitration::load, EthereumSide.ARBITRATION, person);
    }

    private <T> T load(Wrapper<T> wrapper, String contract, int person) {
        var web3j = chain.client().web3j();
        var sender = new RawTransactionManager(web3j, chain.account(person), DevChain.CHAIN_ID, 1_000, 10);
        return wrapper.load(addresses.address(contract), web3j, sender, GAS);
    }

    private static void send(RemoteFunctionCall<?> call) throws Exception {
        call.send();
    }

    private static BigInteger audio(long amount) {
        return Parameters.audio(amount);
    }

    private interface Wrapper<T> {
        T load(String address, Web3j web3j, TransactionManager sender, ContractGasProvider gas);
    }
}

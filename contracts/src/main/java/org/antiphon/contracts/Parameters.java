package org.antiphon.contracts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * What a deployment of the {@link EthereumSide} may choose. Spans are in blocks, amounts in whole AUDIO. Governance can
 * change most of it afterwards.
 *
 * @param refundWindow how long after a purchase a case for its refund may be opened
 * @param wormhole address of the Wormhole token bridge; without one a development bridge is deployed
 * @param rewardsRecipient Solana address that rewards are bridged to, 64 hex digits
 */
public record Parameters(
        Voting voting,
        Lockups lockups,
        List<ServiceType> serviceTypes,
        Cases cases,
        Arbitrators arbitrators,
        long refundWindow,
        Notifier notifier,
        Optional<String> wormhole,
        String rewardsRecipient) {

    /** Node that answers queries. */
    public static final String DISCOVERY_NODE = "discovery-node";

    /** Node that keeps and serves its users' audio. */
    public static final String CONTENT_NODE = "content-node";

    /** Node that keeps content of others for pay. */
    public static final String CONTENT_SERVICE = "content-service";

    private static final String NOWHERE = "0".repeat(64);
    private static final BigInteger AUDIO = BigInteger.TEN.pow(18);

    /** Copies the list. */
    public Parameters {
        serviceTypes = List.copyOf(serviceTypes);
    }

    /** Audius's values on Ethereum, where a day has about 7,000 blocks, and values in keeping for what Audius lacks. */
    public static Parameters mainnet() {
        return new Parameters(
                new Voting(13_292, 6_646, 5, 100),
                new Lockups(46_523, 53_169, 46_523, 46_523, 6_646, 46_523),
                serviceTypesOfAudius(),
                new Cases(1_000, 3, 1_000, 10, 13_292, 6_646, 13_292, 46_523, 1_000),
                new Arbitrators(10_000, 93_046),
                93_046,
                new Notifier("https://antiphon.invalid/notifier", "notifier@antiphon.invalid"),
                Optional.empty(),
                NOWHERE);
    }

    /** The same with spans for a chain on which blocks come only with transactions. */
    public static Parameters development() {
        var mainnet = mainnet();
        return new Parameters(
                new Voting(20, 5, 5, 100),
                new Lockups(30, 40, 30, 30, 30, 30),
                mainnet.serviceTypes,
                new Cases(1_000, 3, 1_000, 2, 20, 20, 20, 40, 1_000),
                new Arbitrators(10_000, 100),
                200,
                mainnet.notifier,
                mainnet.wormhole,
                mainnet.rewardsRecipient);
    }

    /** The least stake for a node of a type, in the smallest unit of AUDIO. */
    public BigInteger minimumStake(String type) {
        return serviceTypes.stream()
                .filter(known -> known.name().equals(type))
                .findFirst()
                .map(known -> audio(known.minimumStake()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s (expected: a service type of %s)".formatted(type, serviceTypes)));
    }

    /** Whole AUDIO in its smallest unit. */
    public static BigInteger audio(long amount) {
        return BigInteger.valueOf(amount).multiply(AUDIO);
    }

    private static List<ServiceType> serviceTypesOfAudius() {
        return List.of(
                new ServiceType(DISCOVERY_NODE, 200_000, 2_000_000),
                new ServiceType(CONTENT_NODE, 200_000, 3_000_000),
                new ServiceType(CONTENT_SERVICE, 200_000, 3_000_000));
    }

    /**
     * How Governance decides.
     *
     * @param quorum percent of all stake that has to vote
     * @param maxProposals most proposals in progress at a time
     */
    public record Voting(long period, long executionDelay, int quorum, int maxProposals) {}

    /**
     * How long stake and its conditions stay as they are. Those of stake outlast a proposal, {@code deployerCut} outlasts a
     * funding round.
     */
    public record Lockups(
            long decreaseStake,
            long deployerCut,
            long undelegate,
            long removeDelegator,
            long removeDelegatorEvaluation,
            long fundingRound) {}

    /** A kind of node and the bounds of the stake for each of its nodes. */
    public record ServiceType(String name, long minimumStake, long maximumStake) {}

    /**
     * How cases are ruled on.
     *
     * @param panelSize seats of the first panel, odd, at most 7
     * @param maximumSlash most that a case may slash, in basis points of the provider's stake
     */
    public record Cases(
            long deposit,
            int panelSize,
            long seatStake,
            long drawDelay,
            long commitWindow,
            long revealWindow,
            long appealWindow,
            long executionWindow,
            int maximumSlash) {

        /** In the order of the Arbitration contract's parameters. */
        DynamicArray<Uint256> values() {
            var spans = LongStream.of(drawDelay, commitWindow, revealWindow, appealWindow, executionWindow)
                    .mapToObj(BigInteger::valueOf)
                    .toList();
            var values = new ArrayList<BigInteger>();
            values.addAll(List.of(audio(deposit), BigInteger.valueOf(panelSize), audio(seatStake)));
            values.addAll(spans);
            values.add(BigInteger.valueOf(maximumSlash));
            return new DynamicArray<>(
                    Uint256.class, values.stream().map(Uint256::new).toList());
        }
    }

    /** What is asked of arbitrators: their least stake, and how long it stays at risk when they leave. */
    public record Arbitrators(long minimumStake, long unbondingDelay) {}

    /** The first trusted notifier; its wallet is the owner's. */
    public record Notifier(String endpoint, String email) {}
}

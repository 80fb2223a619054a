package org.antiphon.contracts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
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
        @Nullable String wormhole,
        String rewardsRecipient) {

    /** Node that answers queries. */
    public static final String DISCOVERY_NODE = "discovery-node";

    /** Node that keeps and serves its users' audio. */
    public static final String CONTENT_NODE = "content-node";

    /** Node that keeps content of others for pay. */
    public static final String CONTENT_SERVICE = "content-service";

    /** What ClaimsManager and DelegateManager start with before Governance sets the chosen spans. */
    private static final long FIRST_LOCKUP = 46_523;

    /** What Payments and ArbitratorRegistry, and what Arbitration allow. */
    private static final long LONGEST_SPAN = 2_628_000;

    private static final long LONGEST_WINDOW = 216_000;

    /** Longer than any chain will be; sums of spans below it are exact. */
    private static final long MOST_BLOCKS = 1_000_000_000;

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern RECIPIENT = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern NO_ADDRESS = Pattern.compile("0x0{40}");
    private static final Pattern ASCII = Pattern.compile("[!-~]*");
    private static final String NOWHERE = "0".repeat(64);
    private static final BigInteger AUDIO = BigInteger.TEN.pow(18);

    /** Refuses what the contracts would refuse. */
    public Parameters {
        serviceTypes = List.copyOf(serviceTypes);
        require(!serviceTypes.isEmpty(), "serviceTypes", serviceTypes, "at least one");
        requireNamesOfTheirOwn(serviceTypes);
        if (wormhole != null) {
            require(ADDRESS.matcher(wormhole).matches(), "wormhole", wormhole, "an address, 0x and 40 hex digits");
            require(!NO_ADDRESS.matcher(wormhole).matches(), "wormhole", wormhole, "an address other than zero");
        }
        require(RECIPIENT.matcher(rewardsRecipient).matches(), "rewardsRecipient", rewardsRecipient, "64 hex digits");
        requireWithin(0, LONGEST_SPAN, "refundWindow", refundWindow);
        var proposal = voting.period() + voting.executionDelay();
        requireAbove(proposal, "lockups.decreaseStake", lockups.decreaseStake());
        requireAbove(proposal, "lockups.undelegate", lockups.undelegate());
        requireAbove(proposal, "lockups.removeDelegator", lockups.removeDelegator());
        requireAbove(proposal, "the first lockup of a delegator's removal", FIRST_LOCKUP);
        requireAbove(lockups.fundingRound(), "lockups.deployerCut", lockups.deployerCut());
    }

    /** Audius's values on Ethereum, where a day has about 7,000 blocks, and values in keeping for what Audius lacks. */
    public static Parameters mainnet() {
        return new Parameters(
                new Voting(13_292, 6_646, 5, 100),
                new Lockups(46_523, 53_169, 46_523, 46_523, 6_646, 46_523),
                serviceTypesOfAudius(),
                new Cases(1_000, 5, 500, 72, 7_200, 3_600, 14_400, 50_400, 1_000),
                new Arbitrators(5_000, 50_400),
                93_046,
                new Notifier("https://antiphon.invalid/notifier", "notifier@antiphon.invalid"),
                null,
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

    /**
     * Refuses a case, appealed in the last block, that lasts as long as a lockup or longer: whoever is accused would take
     * the stake out before it can be slashed. {@link #development()} is exempt, where blocks come only with transactions.
     *
     * @return these
     */
    public Parameters requireStakeOutlastsCases() {
        requireOutlastsCases("lockups.decreaseStake", lockups.decreaseStake());
        requireOutlastsCases("lockups.undelegate", lockups.undelegate());
        requireOutlastsCases("arbitrators.unbondingDelay", arbitrators.unbondingDelay());
        return this;
    }

    private void requireOutlastsCases(String name, long value) {
        var longest = cases.withAppeal();
        require(value > longest, name, value, "above %d, the blocks of a case with appeal".formatted(longest));
    }

    private static void requireNamesOfTheirOwn(List<ServiceType> types) {
        var names = new HashSet<String>();
        for (var type : types) {
            require(names.add(type.name()), "serviceTypes", type.name() + " twice", "each name once");
        }
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }

    private static void requireWithin(long least, long most, String name, long value) {
        require(value >= least && value <= most, name, value, "%d..%d".formatted(least, most));
    }

    private static void requireAbove(long least, String name, long value) {
        if (value <= least) {
            throw new IllegalArgumentException("%s: %d (expected: above %d)".formatted(name, value, least));
        }
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
    public record Voting(long period, long executionDelay, int quorum, int maxProposals) {
        /** Refuses what Governance would refuse. */
        public Voting {
            requireWithin(1, MOST_BLOCKS, "voting.period", period);
            requireWithin(0, MOST_BLOCKS, "voting.executionDelay", executionDelay);
            requireWithin(1, 100, "voting.quorum", quorum);
            requireWithin(1, 65_535, "voting.maxProposals", maxProposals);
        }
    }

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
            long fundingRound) {

        /** Refuses what is no span of blocks. */
        public Lockups {
            requireWithin(1, MOST_BLOCKS, "lockups.decreaseStake", decreaseStake);
            requireWithin(1, MOST_BLOCKS, "lockups.deployerCut", deployerCut);
            requireWithin(1, MOST_BLOCKS, "lockups.undelegate", undelegate);
            requireWithin(1, MOST_BLOCKS, "lockups.removeDelegator", removeDelegator);
            requireWithin(1, MOST_BLOCKS, "lockups.removeDelegatorEvaluation", removeDelegatorEvaluation);
            requireWithin(1, MOST_BLOCKS, "lockups.fundingRound", fundingRound);
        }
    }

    /** A kind of node and the bounds of the stake for each of its nodes. */
    public record ServiceType(String name, long minimumStake, long maximumStake) {
        /** Refuses what ServiceTypeManager would refuse. */
        public ServiceType {
            requireWithin(1, 32, "serviceTypes: length of name \"%s\"".formatted(name), name.length());
            require(ASCII.matcher(name).matches(), "serviceTypes", name, "a name in ASCII without spaces");
            requireAbove(-1, name + ".minimumStake", minimumStake);
            requireAbove(minimumStake, name + ".maximumStake", maximumStake);
        }
    }

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

        /** Refuses what Arbitration would refuse. */
        public Cases {
            requireWithin(1, 1_000_000, "cases.deposit", deposit);
            requireWithin(1, 7, "cases.panelSize", panelSize);
            require(panelSize % 2 == 1, "cases.panelSize", panelSize, "an odd number");
            requireWithin(1, 1_000_000, "cases.seatStake", seatStake);
            requireWithin(1, 7_200, "cases.drawDelay", drawDelay);
            requireWithin(1, LONGEST_WINDOW, "cases.commitWindow", commitWindow);
            requireWithin(1, LONGEST_WINDOW, "cases.revealWindow", revealWindow);
            requireWithin(1, LONGEST_WINDOW, "cases.appealWindow", appealWindow);
            requireWithin(1, LONGEST_WINDOW, "cases.executionWindow", executionWindow);
            requireWithin(1, 5_000, "cases.maximumSlash", maximumSlash);
        }

        /** Blocks from the opening to the ruling on an appeal that came in the last block, if nobody is late. */
        long withAppeal() {
            return 2 * (drawDelay + commitWindow + revealWindow) + appealWindow;
        }

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
    public record Arbitrators(long minimumStake, long unbondingDelay) {
        /** Refuses what ArbitratorRegistry would refuse. */
        public Arbitrators {
            requireAbove(0, "arbitrators.minimumStake", minimumStake);
            requireWithin(1, LONGEST_SPAN, "arbitrators.unbondingDelay", unbondingDelay);
        }
    }

    /** The first trusted notifier; its wallet is the owner's. */
    public record Notifier(String endpoint, String email) {}
}

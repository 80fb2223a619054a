package org.antiphon.chain;

import java.math.BigInteger;
import java.util.List;
import org.antiphon.contracts.Arbitration;
import org.antiphon.contracts.ArbitratorRegistry;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;

/** Arbitrators who are for the opener of every case. */
public final class Court {
    private static final BigInteger TRACK = BigInteger.ZERO;
    private static final BigInteger UPHELD = BigInteger.ONE;
    private static final byte[] SALT = new byte[32];
    private static final String EVIDENCE = "https://example/evidence";
    private static final int OPENER = 12;
    private static final List<Integer> ARBITRATORS = List.of(20, 21, 22, 23, 24);

    private final Wallets wallets;

    private Court(Wallets wallets) {
        this.wallets = wallets;
    }

    /** With stake locked and an opener who can pay. */
    public static Court open(Wallets wallets) throws Exception {
        for (var arbitrator : ARBITRATORS) {
            wallets.fund(arbitrator, EthereumSide.ARBITRATOR_REGISTRY, 50_000);
            wallets.load(ArbitratorRegistry::load, EthereumSide.ARBITRATOR_REGISTRY, arbitrator)
                    .stake(Parameters.audio(50_000))
                    .send();
        }
        wallets.fund(OPENER, EthereumSide.ARBITRATION, 10_000);
        return new Court(wallets);
    }

    /** Rules that a track is to be taken down, and carries it out. */
    public void takeDown(long trackId, String cid) throws Exception {
        opener().openTakedown(TRACK, BigInteger.valueOf(trackId), cid, EVIDENCE).send();
        finish();
    }

    /** Rules that a track may come back, and carries it out. */
    public void reinstate(long trackId) throws Exception {
        opener().openReinstatement(TRACK, BigInteger.valueOf(trackId), EVIDENCE).send();
        finish();
    }

    Arbitration opener() {
        return arbitration(OPENER);
    }

    /** Draws the panel of a round, has it vote for the opener and rules. */
    void decide(BigInteger caseId, int round) throws Exception {
        wallets.chain().mine(3);
        opener().draw(caseId).send();
        var panel = panel(caseId, round);
        for (var juror : panel) {
            var commitment = arbitration(juror)
                    .commitmentOf(caseId, BigInteger.valueOf(round), wallets.account(juror), UPHELD, SALT)
                    .send();
            arbitration(juror).commitVote(caseId, commitment).send();
        }
        wallets.chain().mine(20);
        for (var juror : panel) {
            arbitration(juror).revealVote(caseId, UPHELD, SALT).send();
        }
        wallets.chain().mine(20);
        opener().rule(caseId).send();
    }

    /** Who sits in a round. */
    List<Integer> panel(BigInteger caseId, int round) {
        return ARBITRATORS.stream()
                .filter(arbitrator -> seats(caseId, round, arbitrator) > 0)
                .toList();
    }

    private void finish() throws Exception {
        var caseId = opener().caseCount().send();
        decide(caseId, 0);
        wallets.chain().mine(21);
        opener().execute(caseId).send();
    }

    private int seats(BigInteger caseId, int round, int arbitrator) {
        try {
            return opener().getJuror(caseId, BigInteger.valueOf(round), wallets.account(arbitrator))
                    .send()
                    .seats
                    .intValueExact();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private Arbitration arbitration(int person) {
        return wallets.load(Arbitration::load, EthereumSide.ARBITRATION, person);
    }
}

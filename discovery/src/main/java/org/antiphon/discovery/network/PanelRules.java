package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antiphon.contracts.Arbitration;
import org.antiphon.discovery.network.model.ArbitrationCase;
import org.antiphon.discovery.network.model.ArbitrationJuror;
import org.antiphon.discovery.network.model.ArbitrationRound;
import org.antiphon.discovery.network.model.CasePhase;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.Ruling;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.Reads;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;
import org.web3j.utils.Numeric;

/** The panels of a case: drawn, voting by commit and reveal, ruling or absent. */
final class PanelRules {
    private PanelRules() {}

    static void declare(ContractEvents events) {
        events.update(
                Arbitration.DRAWSCHEDULED_EVENT,
                Arbitration::getDrawScheduledEventFromLog,
                scheduled -> ArbitrationRules.caseId(scheduled.caseId),
                (scheduled, at, each) -> each.progress(
                        each.progress().drawing(Values.small(scheduled.round), Values.number(scheduled.drawBlock)),
                        at));
        events.on(
                Arbitration.PANELDRAWN_EVENT,
                Arbitration::getPanelDrawnEventFromLog,
                PanelRules::reads,
                PanelRules::seat);
        events.update(
                Arbitration.VOTECOMMITTED_EVENT,
                Arbitration::getVoteCommittedEventFromLog,
                committed -> juror(committed.caseId, committed.round, committed.juror),
                (committed, at, juror) -> juror.committed(Numeric.toHexString(committed.commitment), at.blockNumber()));
        events.on(
                Arbitration.VOTEREVEALED_EVENT,
                Arbitration::getVoteRevealedEventFromLog,
                (revealed, at, reads) -> {
                    reads.row(juror(revealed.caseId, revealed.round, revealed.juror));
                    reads.row(round(revealed.caseId, revealed.round));
                },
                PanelRules::reveal);
        events.update(
                Arbitration.PANELABSENT_EVENT,
                Arbitration::getPanelAbsentEventFromLog,
                absent -> round(absent.caseId, absent.round),
                (absent, at, round) -> round.absent(at.blockNumber()));
        events.on(
                Arbitration.RULINGGIVEN_EVENT,
                Arbitration::getRulingGivenEventFromLog,
                (given, at, reads) -> {
                    reads.row(round(given.caseId, given.round));
                    reads.row(ArbitrationRules.caseId(given.caseId));
                },
                PanelRules::rule);
    }

    private static void reads(Arbitration.PanelDrawnEventResponse drawn, Place at, Reads reads) {
        reads.row(ArbitrationRules.caseId(drawn.caseId));
        reads.row(round(drawn.caseId, drawn.round));
        drawn.jurors.forEach(account -> reads.row(juror(drawn.caseId, drawn.round, account)));
    }

    private static Verdict seat(Arbitration.PanelDrawnEventResponse drawn, Place at, State state) {
        var drawnCase = state.row(ArbitrationRules.caseId(drawn.caseId));
        if (drawnCase == null) {
            return ContractEvents.unexpected(ArbitrationRules.caseId(drawn.caseId));
        }
        long caseId = drawnCase.caseId();
        int round = Values.small(drawn.round);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(drawnCase.progress(drawnCase.progress().phase(CasePhase.VOTING), at)));
        changes.add(new Change.Put(new ArbitrationRound(
                caseId,
                round,
                drawn.jurors.size(),
                drawn.seatStake,
                Values.number(drawn.commitEnd),
                Values.number(drawn.revealEnd),
                0,
                0,
                Ruling.NONE,
                false,
                at.blockNumber())));
        seats(drawn)
                .forEach((account, seats) -> changes.add(new Change.Put(
                        new ArbitrationJuror(caseId, round, account, seats, null, Ruling.NONE, at.blockNumber()))));
        return new Verdict.Accepted(changes);
    }

    private static Map<String, Integer> seats(Arbitration.PanelDrawnEventResponse drawn) {
        var seats = new LinkedHashMap<String, Integer>();
        drawn.jurors.forEach(account -> seats.merge(account, 1, Integer::sum));
        return seats;
    }

    private static Verdict reveal(Arbitration.VoteRevealedEventResponse revealed, Place at, State state) {
        var juror = state.row(juror(revealed.caseId, revealed.round, revealed.juror));
        var round = state.row(round(revealed.caseId, revealed.round));
        if (juror == null || round == null) {
            return ContractEvents.unexpected(juror(revealed.caseId, revealed.round, revealed.juror));
        }
        var vote = ArbitrationRules.ruling(revealed.vote);
        return Verdict.accept(
                new Change.Put(juror.voted(vote, at.blockNumber())),
                new Change.Put(round.voted(vote, juror.seats(), at.blockNumber())));
    }

    private static Verdict rule(Arbitration.RulingGivenEventResponse given, Place at, State state) {
        var round = state.row(round(given.caseId, given.round));
        ArbitrationCase ruled = state.row(ArbitrationRules.caseId(given.caseId));
        if (round == null || ruled == null) {
            return ContractEvents.unexpected(round(given.caseId, given.round));
        }
        var ruling = ArbitrationRules.ruling(given.ruling);
        return Verdict.accept(
                new Change.Put(round.ruled(ruling, at.blockNumber())),
                new Change.Put(ruled.progress(ruled.progress().ruled(ruling, Values.number(given.appealEnd)), at)));
    }

    private static ArbitrationRound.Id round(BigInteger caseId, BigInteger round) {
        return new ArbitrationRound.Id(Values.number(caseId), Values.small(round));
    }

    private static ArbitrationJuror.Id juror(BigInteger caseId, BigInteger round, String account) {
        return new ArbitrationJuror.Id(Values.number(caseId), Values.small(round), account);
    }
}

package org.antiphon.discovery.network;

import java.math.BigInteger;
import java.util.Locale;
import org.antiphon.chain.ContentRuling;
import org.antiphon.contracts.Arbitration;
import org.antiphon.discovery.network.model.ArbitrationCase;
import org.antiphon.discovery.network.model.ArbitrationEvidence;
import org.antiphon.discovery.network.model.ArbitrationSettlement;
import org.antiphon.discovery.network.model.CaseKind;
import org.antiphon.discovery.network.model.CaseProgress;
import org.antiphon.discovery.network.model.CaseSubject;
import org.antiphon.discovery.network.model.ContentType;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Place;
import org.antiphon.discovery.network.model.Ruling;
import org.antiphon.discovery.network.model.Takedown;
import org.antiphon.discovery.rules.Change;
import org.antiphon.discovery.rules.State;
import org.antiphon.discovery.rules.Verdict;
import org.jspecify.annotations.Nullable;

/** Cases from their opening to the execution of the ruling, and what that does to content. */
public final class ArbitrationRules implements ContractRules {
    private enum Parameter {
        CASE_DEPOSIT,
        PANEL_SIZE,
        SEAT_STAKE,
        DRAW_DELAY,
        COMMIT_WINDOW,
        REVEAL_WINDOW,
        APPEAL_WINDOW,
        EXECUTION_WINDOW,
        MAXIMUM_SLASH
    }

    @Override
    public String contract() {
        return "Arbitration";
    }

    @Override
    public void declare(ContractEvents events) {
        declareCases(events);
        PanelRules.declare(events);
        declareExecutions(events);
        declareSettlements(events);
        events.put(
                Arbitration.PARAMETERUPDATED_EVENT,
                Arbitration::getParameterUpdatedEventFromLog,
                (set, at) -> new NetworkParameter(contract(), name(set.parameter), set.value, at.blockNumber()));
    }

    private static void declareCases(ContractEvents events) {
        events.put(Arbitration.CASEOPENED_EVENT, Arbitration::getCaseOpenedEventFromLog, ArbitrationRules::opened);
        events.put(
                Arbitration.EVIDENCESUBMITTED_EVENT,
                Arbitration::getEvidenceSubmittedEventFromLog,
                (evidence, at) -> new ArbitrationEvidence(
                        at, Values.number(evidence.caseId), evidence.submitter, Values.text(evidence.uri)));
        events.update(
                Arbitration.APPEALED_EVENT,
                Arbitration::getAppealedEventFromLog,
                appealed -> caseId(appealed.caseId),
                (appealed, at, each) ->
                        each.progress(each.progress().appealed(appealed.appellant, appealed.deposit), at));
        events.update(
                Arbitration.CASECLOSED_EVENT,
                Arbitration::getCaseClosedEventFromLog,
                closed -> caseId(closed.caseId),
                (closed, at, each) -> each.progress(
                        each.progress()
                                .closed(
                                        ruling(closed.ruling),
                                        Values.number(closed.coherentSeats),
                                        closed.rewardPerSeat),
                        at));
    }

    private static void declareExecutions(ContractEvents events) {
        events.update(
                Arbitration.CASEEXECUTED_EVENT,
                Arbitration::getCaseExecutedEventFromLog,
                executed -> caseId(executed.caseId),
                (executed, at, each) -> each.progress(each.progress().executed(), at));
        events.update(
                Arbitration.EXECUTIONFAILED_EVENT,
                Arbitration::getExecutionFailedEventFromLog,
                failed -> caseId(failed.caseId),
                (failed, at, each) ->
                        each.progress(each.progress().failed(Values.text(failed.reason), failed.isFinal), at));
        events.put(
                Arbitration.CONTENTTAKEDOWN_EVENT,
                Arbitration::getContentTakedownEventFromLog,
                (down, at) -> new Takedown(
                        content(down.contentType),
                        Values.number(down.contentId),
                        Values.number(down.caseId),
                        ContentRuling.canonicalCid(down.cid),
                        at.createdAt(),
                        at.blockNumber()));
        events.remove(
                Arbitration.CONTENTREINSTATED_EVENT,
                Arbitration::getContentReinstatedEventFromLog,
                back -> new Takedown.Id(content(back.contentType), Values.number(back.contentId)));
    }

    private static void declareSettlements(ContractEvents events) {
        events.on(
                Arbitration.DEPOSITRETURNED_EVENT,
                Arbitration::getDepositReturnedEventFromLog,
                (returned, at, reads) -> reads.row(settlement(returned.caseId, returned.account)),
                (returned, at, state) -> settle(
                        settlement(returned.caseId, returned.account),
                        returned.amount,
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        at,
                        state));
        events.on(
                Arbitration.JURORREWARDED_EVENT,
                Arbitration::getJurorRewardedEventFromLog,
                (rewarded, at, reads) -> reads.row(settlement(rewarded.caseId, rewarded.juror)),
                (rewarded, at, state) -> settle(
                        settlement(rewarded.caseId, rewarded.juror),
                        BigInteger.ZERO,
                        rewarded.amount,
                        BigInteger.ZERO,
                        at,
                        state));
        events.on(
                Arbitration.JURORPENALISED_EVENT,
                Arbitration::getJurorPenalisedEventFromLog,
                (penalised, at, reads) -> reads.row(settlement(penalised.caseId, penalised.juror)),
                (penalised, at, state) -> settle(
                        settlement(penalised.caseId, penalised.juror),
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        penalised.amount,
                        at,
                        state));
    }

    private static ArbitrationCase opened(Arbitration.CaseOpenedEventResponse opened, Place at) {
        var kind = Values.of(CaseKind.values(), opened.kind);
        boolean aboutContent = kind == CaseKind.TAKEDOWN || kind == CaseKind.REINSTATEMENT;
        var subject = new CaseSubject(
                kind,
                aboutContent ? content(opened.contentType) : null,
                Values.number(opened.subjectId),
                opened.opener,
                somebody(opened.respondent),
                opened.amount,
                Values.text(opened.cid),
                opened.deposit);
        return new ArbitrationCase(
                Values.number(opened.caseId),
                subject,
                CaseProgress.opened(),
                at.createdAt(),
                at.createdAt(),
                at.blockNumber());
    }

    private static Verdict settle(
            ArbitrationSettlement.Id id,
            BigInteger deposit,
            BigInteger reward,
            BigInteger penalty,
            Place at,
            State state) {
        var before = state.row(id);
        var settlement = before == null ? ArbitrationSettlement.none(id.caseId(), id.account()) : before;
        return Verdict.accept(new Change.Put(settlement.plus(deposit, reward, penalty, at.blockNumber())));
    }

    static ArbitrationCase.Id caseId(BigInteger id) {
        return new ArbitrationCase.Id(Values.number(id));
    }

    static Ruling ruling(BigInteger value) {
        return Values.of(Ruling.values(), value);
    }

    private static ContentType content(BigInteger value) {
        return Values.of(ContentType.values(), value);
    }

    private static ArbitrationSettlement.Id settlement(BigInteger caseId, String account) {
        return new ArbitrationSettlement.Id(Values.number(caseId), account);
    }

    private static @Nullable String somebody(String address) {
        return Values.isNobody(address) ? null : address;
    }

    private static String name(BigInteger parameter) {
        return Values.of(Parameter.values(), parameter).name().toLowerCase(Locale.ROOT);
    }
}

package org.antiphon.discovery.grpc;

import static org.antiphon.discovery.grpc.Optionals.ifPresent;

import org.antiphon.discovery.query.ArbitrationView;
import org.antiphon.proto.discovery.v1.Arbitrator;
import org.antiphon.proto.discovery.v1.Case;
import org.antiphon.proto.discovery.v1.CaseKind;
import org.antiphon.proto.discovery.v1.CasePhase;
import org.antiphon.proto.discovery.v1.ContentType;
import org.antiphon.proto.discovery.v1.Evidence;
import org.antiphon.proto.discovery.v1.Juror;
import org.antiphon.proto.discovery.v1.Panel;
import org.antiphon.proto.discovery.v1.Ruling;
import org.antiphon.proto.discovery.v1.Takedown;

/** Cases, arbitrators and takedowns as the proto defines them. */
final class ArbitrationMessages {
    private ArbitrationMessages() {}

    static Case of(ArbitrationView.Case found) {
        var message = Case.newBuilder()
                .setCaseId(found.caseId())
                .setKind(EnumNames.value(CaseKind.class, found.kind()))
                .setPhase(EnumNames.value(CasePhase.class, found.phase()))
                .setRuling(EnumNames.value(Ruling.class, found.ruling()))
                .setOpener(found.opener())
                .setContentType(EnumNames.value(ContentType.class, found.contentType()))
                .setSubjectId(String.valueOf(found.subjectId()))
                .setAmount(Amounts.of(found.amount()))
                .setCid(found.cid())
                .setDeposit(Amounts.of(found.deposit()))
                .setCreatedAt(found.createdAt().toString())
                .setAppealEndBlock(found.appealEndBlock())
                .setIsExecuted(found.isExecuted())
                .setBlockNumber(found.blockNumber());
        ifPresent(found.respondent(), message::setRespondent);
        ifPresent(found.appellant(), message::setAppellant);
        ifPresent(found.executionError(), message::setExecutionError);
        ifPresent(found.panels(), panels -> panels.forEach(each -> message.addPanels(panel(each))));
        ifPresent(found.evidence(), evidence -> evidence.forEach(each -> message.addEvidence(evidence(each))));
        return message.build();
    }

    private static Panel panel(ArbitrationView.Panel panel) {
        var message = Panel.newBuilder()
                .setRound(panel.round())
                .setSeatStake(Amounts.of(panel.seatStake()))
                .setCommitEndBlock(panel.commitEndBlock())
                .setRevealEndBlock(panel.revealEndBlock())
                .setUpheld(panel.upheld())
                .setRejected(panel.rejected())
                .setRuling(EnumNames.value(Ruling.class, panel.ruling()));
        panel.jurors().forEach(each -> message.addJurors(juror(each)));
        return message.build();
    }

    private static Juror juror(ArbitrationView.Juror juror) {
        return Juror.newBuilder()
                .setAddress(juror.juror())
                .setSeats(juror.seats())
                .setHasCommitted(juror.commitment() != null)
                .setVote(EnumNames.value(Ruling.class, juror.vote()))
                .setReward(Amounts.of(juror.reward()))
                .setPenalty(Amounts.of(juror.penalty()))
                .build();
    }

    private static Evidence evidence(ArbitrationView.Evidence evidence) {
        return Evidence.newBuilder()
                .setSubmitter(evidence.submitter())
                .setUri(evidence.uri())
                .setBlockNumber(evidence.blockNumber())
                .build();
    }

    static Arbitrator of(ArbitrationView.Arbitrator arbitrator) {
        return Arbitrator.newBuilder()
                .setAddress(arbitrator.arbitrator())
                .setActiveStake(Amounts.of(arbitrator.active()))
                .setUnbondingStake(Amounts.of(arbitrator.unbonding()))
                .setWithdrawableBlock(arbitrator.withdrawableAtBlock())
                .setPanelCount(arbitrator.panelCount())
                .setRewards(Amounts.of(arbitrator.rewards()))
                .setPenalties(Amounts.of(arbitrator.penalties()))
                .setBlockNumber(arbitrator.blockNumber())
                .build();
    }

    static Takedown of(ArbitrationView.Takedown takedown) {
        return Takedown.newBuilder()
                .setContentType(EnumNames.value(ContentType.class, takedown.contentType()))
                .setContentId(String.valueOf(takedown.contentId()))
                .setCid(takedown.cid())
                .setCaseId(takedown.caseId())
                .setBlockNumber(takedown.blockNumber())
                .build();
    }
}

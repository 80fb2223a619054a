package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.number;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Objects;
import org.antiphon.contracts.GovernanceV2;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.Proposal;
import org.antiphon.discovery.network.model.ProposalOutcome;
import org.antiphon.discovery.network.model.ProposalVote;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint8;

class GovernanceRulesTest {
    private static final long PROPOSER = 0xa1;
    private static final long VOTER = 0xb1;
    private static final int NO = 1;
    private static final int YES = 2;

    private final NetworkScene scene = new NetworkScene();

    @BeforeEach
    void propose() {
        propose(1, 5);
    }

    @Test
    void aProposalBeginsWithoutVotesAndIsOpenForAPeriod() {
        assertThat(proposal()).satisfies(proposal -> {
            assertThat(proposal.proposer()).isEqualTo(address(PROPOSER));
            assertThat(proposal.description()).isEqualTo("What it is\uFFFD for");
            assertThat(proposal.outcome()).isEqualTo(ProposalOutcome.IN_PROGRESS);
            assertThat(proposal.votingEndBlock()).isEqualTo(5 + Contracts.VOTING_PERIOD);
        });
    }

    @Test
    void anotherPeriodHoldsForWhatIsInProgressAndWhatComesLater() {
        evaluate(ProposalOutcome.REJECTED);
        propose(2, 6);
        scene.emit(Contracts.GOVERNANCE, GovernanceV2.VOTINGPERIODUPDATED_EVENT, uint(100));
        propose(3, 8);

        assertThat(proposal().votingEndBlock()).isEqualTo(5 + Contracts.VOTING_PERIOD);
        assertThat(proposal(2).votingEndBlock()).isEqualTo(106);
        assertThat(proposal(3).votingEndBlock()).isEqualTo(108);
        assertThat(scene.row(new NetworkParameter.Id("Governance", "voting_period")))
                .isEqualTo(new NetworkParameter("Governance", "voting_period", BigInteger.valueOf(100), 0));
    }

    @Test
    void votesAreCountedByTheirWeightAndMoveWhenTheirVoterDoes() {
        vote(VOTER, YES, 30);
        vote(0xb2, NO, 20);
        assertVotes(30, 20);

        changeVote(0xb2, NO, 20);
        assertVotes(30, 20);
        changeVote(0xb2, YES, 20);
        assertVotes(50, 0);
        changeVote(VOTER, NO, 30);
        assertVotes(20, 30);
        assertThat(scene.row(new ProposalVote.Id(1, address(VOTER))))
                .extracting(ProposalVote::isYes)
                .isEqualTo(false);
    }

    @Test
    void aProposalEndsAsItIsEvaluatedOrWithAVeto() {
        evaluate(ProposalOutcome.QUORUM_NOT_MET);
        assertThat(proposal().outcome()).isEqualTo(ProposalOutcome.QUORUM_NOT_MET);

        scene.emit(Contracts.GOVERNANCE, GovernanceV2.PROPOSALVETOED_EVENT, uint(1));
        assertThat(proposal().outcome()).isEqualTo(ProposalOutcome.VETOED);
    }

    @Test
    void nothingHappensToAProposalOrVoteOfWhichNothingWasTold() {
        assertUnexpected(scene.emit(Contracts.GOVERNANCE, GovernanceV2.PROPOSALVETOED_EVENT, uint(9)));
        assertUnexpected(scene.emit(
                Contracts.GOVERNANCE,
                GovernanceV2.PROPOSALVOTESUBMITTED_EVENT,
                uint(9),
                new Address(address(VOTER)),
                new Uint8(YES),
                uint(1)));
        assertUnexpected(changeVote(VOTER, YES, 30));
        assertVotes(0, 0);
    }

    private void propose(long id, int block) {
        scene.happen(
                block,
                history -> history.emit(
                        Contracts.GOVERNANCE,
                        GovernanceV2.PROPOSALSUBMITTED_EVENT,
                        uint(id),
                        new Address(address(PROPOSER)),
                        new Utf8String("Name"),
                        new Utf8String("What it is\0 for")));
    }

    private void vote(long voter, int vote, long weight) {
        scene.emit(
                Contracts.GOVERNANCE,
                GovernanceV2.PROPOSALVOTESUBMITTED_EVENT,
                uint(1),
                new Address(address(voter)),
                new Uint8(vote),
                uint(weight));
    }

    private Verdict changeVote(long voter, int vote, long weight) {
        return scene.emit(
                Contracts.GOVERNANCE,
                GovernanceV2.PROPOSALVOTEUPDATED_EVENT,
                uint(1),
                new Address(address(voter)),
                new Uint8(vote),
                uint(weight),
                new Uint8(NO));
    }

    private void evaluate(ProposalOutcome outcome) {
        scene.emit(
                Contracts.GOVERNANCE,
                GovernanceV2.PROPOSALOUTCOMEEVALUATED_EVENT,
                uint(1),
                number(outcome),
                uint(0),
                uint(0),
                uint(0));
    }

    private void assertVotes(long yes, long no) {
        assertThat(proposal().votesYes()).isEqualTo(yes);
        assertThat(proposal().votesNo()).isEqualTo(no);
        assertThat(proposal().voteCount()).isEqualTo(yes + no == 0 ? 0 : 2);
    }

    private Proposal proposal() {
        return proposal(1);
    }

    private Proposal proposal(long id) {
        return Objects.requireNonNull(scene.row(new Proposal.Id(id)));
    }
}

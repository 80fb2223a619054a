package org.antiphon.discovery.network;

import org.antiphon.discovery.index.Tables;
import org.antiphon.discovery.network.model.ArbitrationCase;
import org.antiphon.discovery.network.model.ArbitrationEvidence;
import org.antiphon.discovery.network.model.ArbitrationJuror;
import org.antiphon.discovery.network.model.ArbitrationRound;
import org.antiphon.discovery.network.model.ArbitrationSettlement;
import org.antiphon.discovery.network.model.Arbitrator;
import org.antiphon.discovery.network.model.Claim;
import org.antiphon.discovery.network.model.ClaimRound;
import org.antiphon.discovery.network.model.Delegation;
import org.antiphon.discovery.network.model.Delegator;
import org.antiphon.discovery.network.model.DelegatorRemoval;
import org.antiphon.discovery.network.model.DeployerCutUpdate;
import org.antiphon.discovery.network.model.GuardianTransaction;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.OfferCancellation;
import org.antiphon.discovery.network.model.PaymentToken;
import org.antiphon.discovery.network.model.Proposal;
import org.antiphon.discovery.network.model.ProposalVote;
import org.antiphon.discovery.network.model.Purchase;
import org.antiphon.discovery.network.model.PurchaseSplit;
import org.antiphon.discovery.network.model.RegisteredContract;
import org.antiphon.discovery.network.model.ServiceNode;
import org.antiphon.discovery.network.model.ServiceProvider;
import org.antiphon.discovery.network.model.ServiceType;
import org.antiphon.discovery.network.model.ServiceVersion;
import org.antiphon.discovery.network.model.Slash;
import org.antiphon.discovery.network.model.StakeDecrease;
import org.antiphon.discovery.network.model.Takedown;
import org.antiphon.discovery.network.model.Tip;

/** The tables of the token's chain. */
public final class NetworkTables {
    private NetworkTables() {}

    /** All of them. */
    public static Tables all() {
        return new Tables()
                .table("registered_contracts", RegisteredContract.class, RegisteredContract.Id.class)
                .table("network_parameters", NetworkParameter.class, NetworkParameter.Id.class)
                .table("service_types", ServiceType.class, ServiceType.Id.class)
                .table("service_versions", ServiceVersion.class, ServiceVersion.Id.class)
                .table("service_nodes", ServiceNode.class, ServiceNode.Id.class)
                .table("service_providers", ServiceProvider.class, ServiceProvider.Id.class)
                .table("stake_decreases", StakeDecrease.class, StakeDecrease.Id.class)
                .table("deployer_cut_updates", DeployerCutUpdate.class, DeployerCutUpdate.Id.class)
                .table("delegations", Delegation.class, Delegation.Id.class)
                .table("delegators", Delegator.class, Delegator.Id.class)
                .table("delegator_removals", DelegatorRemoval.class, DelegatorRemoval.Id.class)
                .table("claim_rounds", ClaimRound.class, ClaimRound.Id.class)
                .table("claims", Claim.class, Claim.Id.class)
                .table("slashes", Slash.class, Slash.Id.class)
                .table("proposals", Proposal.class, Proposal.Id.class)
                .table("proposal_votes", ProposalVote.class, ProposalVote.Id.class)
                .table("guardian_transactions", GuardianTransaction.class, GuardianTransaction.Id.class)
                .table("arbitrators", Arbitrator.class, Arbitrator.Id.class)
                .table("arbitration_cases", ArbitrationCase.class, ArbitrationCase.Id.class)
                .table("arbitration_rounds", ArbitrationRound.class, ArbitrationRound.Id.class)
                .table("arbitration_jurors", ArbitrationJuror.class, ArbitrationJuror.Id.class)
                .table("arbitration_evidence", ArbitrationEvidence.class, ArbitrationEvidence.Id.class)
                .table("arbitration_settlements", ArbitrationSettlement.class, ArbitrationSettlement.Id.class)
                .table("takedowns", Takedown.class, Takedown.Id.class)
                .table("payment_tokens", PaymentToken.class, PaymentToken.Id.class)
                .table("purchases", Purchase.class, Purchase.Id.class)
                .table("purchase_splits", PurchaseSplit.class, PurchaseSplit.Id.class)
                .table("tips", Tip.class, Tip.Id.class)
                .table("offer_cancellations", OfferCancellation.class, OfferCancellation.Id.class)
                .lookup("service_nodes", ServiceNode.class, ServiceNode.Of.class)
                .lookup("proposals", Proposal.class, Proposal.With.class)
                .lookup("delegations", Delegation.class, Delegation.To.class)
                .lookup("provider_delegators", Delegator.class, Delegator.Of.class);
    }
}

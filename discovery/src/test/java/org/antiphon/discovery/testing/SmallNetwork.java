package org.antiphon.discovery.testing;

import static org.antiphon.discovery.testing.NetworkRows.TIME;
import static org.antiphon.discovery.testing.NetworkRows.account;

import java.util.List;

/** A network in which every list has three rows or little more. */
public final class SmallNetwork {
    /** An amount that fits no integer of 64 bits. */
    public static final String WEI = "1000000000000000000000000001";

    private SmallNetwork() {}

    /** Fills a database. */
    public static void fill(NetworkRows network) {
        network.put("service_types", """
                        {"service_type": "content-node", "min_stake": 1, "max_stake": %s, "is_valid": true, "version": "0.1.0",
                         "block_number": 1}
                        """.formatted(WEI))
                .node("discovery-node", 1, 0xb, "http://127.0.0.1:1", 4)
                .node("content-node", 10, 0xb, "http://127.0.0.1:2", 3)
                .node("content-node", 2, 0xa, "http://127.0.0.1:3", 2)
                .node("content-node", 1, 0xa, "http://127.0.0.1:4", 5)
                .run("UPDATE service_nodes SET is_registered = false WHERE service_type = 'content-node' AND sp_id = 1")
                .provider(0xa, WEI, "400", 6)
                .provider(0xb, "70", "0", 7)
                .provider(0xc, "70", "0", 8)
                .delegation(0xa, 0xd, "300")
                .delegation(0xa, 0xe, "100")
                .delegation(0xb, 0xd, "300")
                .put("delegators", """
                        {"delegator": "%s", "total_delegated": 600, "undelegation_provider": "%s", "undelegation_amount": 30,
                         "undelegation_expiry_block": 99, "block_number": 3}
                        """.formatted(account(0xd), account(0xa)))
                .put("delegator_removals", """
                        {"provider": "%s", "delegator": "%s", "expiry_block": 77, "block_number": 3}
                        """.formatted(account(0xa), account(0xe)))
                .put("stake_decreases", """
                        {"provider": "%s", "amount": 9, "expiry_block": 55, "block_number": 3}
                        """.formatted(account(0xa)))
                .put("deployer_cut_updates", """
                        {"provider": "%s", "deployer_cut": 0, "expiry_block": 56, "block_number": 3}
                        """.formatted(account(0xa)));
        fillRewards(network);
        fillGovernance(network);
        fillArbitration(network);
        fillPayments(network);
        network.at(100, 0);
    }

    private static void fillRewards(NetworkRows network) {
        for (int round = 1; round <= 3; round++) {
            network.put("claim_rounds", """
                    {"round_number": %d, "fund_amount": 1000, "created_at": "%s", "block_number": %d}
                    """.formatted(round, TIME, 10 * round));
        }
        claim(network, 11, 0xa, 20);
        claim(network, 20, 0xa, 30);
        claim(network, 29, 0xb, 40);
        for (int block = 12; block <= 14; block++) {
            network.put("slashes", """
                    {"block_number": %d, "log_index": 0, "transaction_hash": "0x%d", "created_at": "%s", "provider": "%s",
                     "amount": 3, "new_total": 97}
                    """.formatted(block, block, TIME, account(0xa)));
        }
    }

    private static void claim(NetworkRows network, int block, long provider, int rewards) {
        network.put("claims", """
                {"block_number": %d, "log_index": 4, "transaction_hash": "0xc%d", "created_at": "%s", "provider": "%s",
                 "rewards": %d, "old_total": 100, "new_total": 150}
                """.formatted(block, block, TIME, account(provider), rewards));
    }

    private static void fillGovernance(NetworkRows network) {
        var outcomes = List.of("rejected", "target_contract_code_hash_changed", "in_progress");
        for (int id = 1; id <= 3; id++) {
            network.put("proposals", """
                            {"proposal_id": %d, "proposer": "%s", "name": "N", "description": "D", "outcome": "%s",
                             "votes_yes": %s, "votes_no": 0, "vote_count": 1, "submission_block": 1, "voting_end_block": 9,
                             "created_at": "%s", "updated_at": "%s", "block_number": %d}
                            """.formatted(id, account(id), outcomes.get(id - 1), WEI, TIME, TIME, id))
                    .put("proposal_votes", """
                            {"proposal_id": %d, "voter": "%s", "is_yes": true, "magnitude": 5, "created_at": "%s",
                             "updated_at": "%s", "block_number": 1}
                            """.formatted(id, account(0xa), TIME, TIME))
                    .put("registered_contracts", """
                            {"name": "Contract%d", "address": "%s", "version": 1, "block_number": 1}
                            """.formatted(id, account(id)));
        }
    }

    private static void fillArbitration(NetworkRows network) {
        var kinds = List.of("takedown", "refund", "misbehaviour");
        var phases = List.of("ended", "voting", "ended");
        for (int id = 1; id <= 3; id++) {
            network.put("arbitration_cases", """
                            {"case_id": %d, "kind": "%s", "phase": "%s", "ruling": "%s", "appealed_ruling": "none",
                             "content_type": %s, "subject_id": 7, "opener": "%s", "respondent": null, "appellant": null,
                             "amount": 0, "cid": "", "deposit": 5, "appeal_deposit": 0, "round": 0, "draw_block": 1,
                             "appeal_end_block": 0, "coherent_seats": 0, "reward_per_seat": 0, "execution_error": null,
                             "created_at": "%s", "updated_at": "%s", "block_number": %d}
                            """.formatted(
                                    id,
                                    kinds.get(id - 1),
                                    phases.get(id - 1),
                                    id == 2 ? "none" : "upheld",
                                    id == 1 ? "\"track\"" : "null",
                                    account(id),
                                    TIME,
                                    TIME,
                                    id))
                    .put("arbitrators", """
                            {"arbitrator": "%s", "active": %d, "unbonding": 0, "withdrawable_at_block": 0, "created_at": "%s",
                             "block_number": 1}
                            """.formatted(account(id), id, TIME))
                    .put("takedowns", """
                            {"content_type": "track", "content_id": %d, "case_id": 1, "cid": "", "created_at": "%s",
                             "block_number": 7}
                            """.formatted(id, TIME));
        }
        network.put("arbitration_rounds", """
                        {"case_id": 1, "round": 0, "seats": 3, "seat_stake": 10, "commit_end_block": 20, "reveal_end_block": 30,
                         "upheld": 2, "rejected": 1, "ruling": "upheld", "is_absent": false, "block_number": 5}
                        """)
                .put("arbitration_jurors", """
                        {"case_id": 1, "round": 0, "juror": "%s", "seats": 2, "commitment": "0x1", "vote": "upheld",
                         "block_number": 5}
                        """.formatted(account(1)))
                .put("arbitration_jurors", """
                        {"case_id": 1, "round": 0, "juror": "%s", "seats": 1, "commitment": null, "vote": "none",
                         "block_number": 5}
                        """.formatted(account(2)))
                .put("arbitration_settlements", """
                        {"case_id": 1, "account": "%s", "deposit_returned": 0, "reward": 4, "penalty": 0, "block_number": 6}
                        """.formatted(account(1)))
                .put("arbitration_evidence", """
                        {"block_number": 3, "log_index": 1, "transaction_hash": "0x1", "created_at": "%s", "case_id": 1,
                         "submitter": "%s", "uri": "ipfs://x"}
                        """.formatted(TIME, account(1)));
    }

    private static void fillPayments(NetworkRows network) {
        for (int id = 1; id <= 3; id++) {
            network.put("purchases", """
                            {"purchase_id": %d, "buyer_user_id": %d, "buyer": "%s", "seller": "%s", "content_type": "track",
                             "content_id": 2000001, "token": "%s", "price": 100, "extra": 1, "protocol_fee": 2,
                             "refund_state": "%s", "refund_payer": null, "transaction_hash": "0x%d", "created_at": "%s",
                             "updated_at": "%s", "block_number": %d}
                            """.formatted(
                                    id,
                                    3_000_000 + id % 2,
                                    account(id),
                                    account(0xa),
                                    account(9),
                                    id == 1 ? "owed" : "none",
                                    id,
                                    TIME,
                                    TIME,
                                    id))
                    .put("purchase_splits", """
                            {"purchase_id": %d, "position": 0, "recipient": "%s", "amount": 98, "block_number": 1}
                            """.formatted(id, account(0xa)))
                    .put("offer_cancellations", """
                            {"seller": "%s", "content_type": "%s", "content_id": %d, "minimum_version": %s, "updated_at": "%s",
                             "block_number": %d}
                            """.formatted(
                                    account(0xa + id / 3),
                                    id == 1 ? "none" : "album",
                                    id == 1 ? 0 : 7,
                                    id == 1 ? WEI : "1",
                                    TIME,
                                    id))
                    .put("tips", """
                            {"block_number": %d, "log_index": 2, "transaction_hash": "0x1", "created_at": "%s",
                             "sender_user_id": 3000001, "receiver_user_id": %d, "sender": "%s", "receiver": "%s", "token": "%s",
                             "amount": 5}
                            """.formatted(id, TIME, 3_000_000 + id, account(1), account(2), account(9)));
        }
    }
}

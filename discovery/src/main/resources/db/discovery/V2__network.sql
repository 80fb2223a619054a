-- Two chains in one index: every row about blocks says of which chain. What was indexed until now is the data chain's.

ALTER TABLE blocks ADD COLUMN chain text NOT NULL DEFAULT 'data';
ALTER TABLE blocks ALTER COLUMN chain DROP DEFAULT;
ALTER TABLE blocks DROP CONSTRAINT blocks_pkey, DROP CONSTRAINT blocks_hash_key;
ALTER TABLE blocks ADD PRIMARY KEY (chain, number);
DROP INDEX blocks_empty;
-- Removal of empty final blocks.
CREATE INDEX blocks_empty ON blocks (chain, number) WHERE NOT has_actions;

ALTER TABLE cursor ADD COLUMN chain text NOT NULL DEFAULT 'data';
ALTER TABLE cursor ALTER COLUMN chain DROP DEFAULT;
ALTER TABLE cursor DROP COLUMN only_row;
ALTER TABLE cursor ADD PRIMARY KEY (chain);

ALTER TABLE undo_images ADD COLUMN chain text NOT NULL DEFAULT 'data';
ALTER TABLE undo_images ALTER COLUMN chain DROP DEFAULT;
ALTER TABLE undo_images DROP CONSTRAINT undo_images_pkey;
ALTER TABLE undo_images ADD PRIMARY KEY (chain, block_number, table_name, row_key);

-- Of the token's chain, `entity_type` is the contract and `action` the event.
ALTER TABLE action_outcomes ADD COLUMN chain text NOT NULL DEFAULT 'data';
ALTER TABLE action_outcomes ALTER COLUMN chain DROP DEFAULT;
ALTER TABLE action_outcomes DROP CONSTRAINT action_outcomes_pkey;
ALTER TABLE action_outcomes ADD PRIMARY KEY (transaction_hash, chain, log_index);
DROP INDEX action_outcomes_of_block;
CREATE INDEX action_outcomes_of_block ON action_outcomes (chain, block_number);

-- The token's chain. Amounts are in the token's smallest unit, spans in blocks, addresses in lower case with 0x. Rows
-- that are one event each are named by its place, (block_number, log_index).

-- The contracts by their names in the Registry.
CREATE TABLE registered_contracts (
    name text PRIMARY KEY,
    address text NOT NULL,
    version integer NOT NULL,
    block_number bigint NOT NULL
);

-- The figures that govern the contracts, by contract and name, as far as an event has set them.
CREATE TABLE network_parameters (
    contract text NOT NULL,
    name text NOT NULL,
    value numeric(78) NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (contract, name)
);

-- Types of service, each provider's stake lying between the sums of the bounds of its nodes.
CREATE TABLE service_types (
    service_type text PRIMARY KEY,
    min_stake numeric(78) NOT NULL,
    max_stake numeric(78) NOT NULL,
    is_valid boolean NOT NULL,
    -- The current one; none before the first.
    version text,
    block_number bigint NOT NULL
);

CREATE TABLE service_versions (
    service_type text NOT NULL,
    version text NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (service_type, version)
);

CREATE TABLE service_nodes (
    service_type text NOT NULL,
    sp_id bigint NOT NULL,
    owner text NOT NULL,
    endpoint text NOT NULL,
    -- Not told by the registration, only by later changes.
    delegate_owner_wallet text,
    is_registered boolean NOT NULL,
    registered_block bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (service_type, sp_id)
);

-- The nodes of a provider.
CREATE INDEX service_nodes_of_owner ON service_nodes (owner, service_type, sp_id);

-- Service providers. Their own stake is what is staked for them and not delegated to them.
CREATE TABLE service_providers (
    provider text PRIMARY KEY,
    total_staked numeric(78) NOT NULL,
    total_delegated numeric(78) NOT NULL,
    -- In percent of rewards.
    deployer_cut integer NOT NULL,
    endpoint_count integer NOT NULL,
    min_delegation numeric(78) NOT NULL,
    block_number bigint NOT NULL,
    deployer_stake numeric(78) NOT NULL GENERATED ALWAYS AS (total_staked - total_delegated) STORED
);

-- A provider's pending request to take stake out; the amount is locked.
CREATE TABLE stake_decreases (
    provider text PRIMARY KEY,
    amount numeric(78) NOT NULL,
    expiry_block bigint NOT NULL,
    block_number bigint NOT NULL
);

-- A provider's pending request to take another cut.
CREATE TABLE deployer_cut_updates (
    provider text PRIMARY KEY,
    deployer_cut integer NOT NULL,
    expiry_block bigint NOT NULL,
    block_number bigint NOT NULL
);

CREATE TABLE delegations (
    -- The delegations to a provider: the primary key.
    provider text NOT NULL,
    delegator text NOT NULL,
    amount numeric(78) NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (provider, delegator)
);

-- The delegations of a delegator.
CREATE INDEX delegations_of_delegator ON delegations (delegator, provider);

-- Everybody who ever delegated, with the one pending request to take a delegation back; its amount is locked.
CREATE TABLE delegators (
    delegator text PRIMARY KEY,
    total_delegated numeric(78) NOT NULL,
    -- Null without a request.
    undelegation_provider text,
    undelegation_amount numeric(78) NOT NULL,
    undelegation_expiry_block bigint NOT NULL,
    block_number bigint NOT NULL
);

-- What is locked of the delegations to a provider.
CREATE INDEX delegators_undelegating ON delegators (undelegation_provider) WHERE undelegation_provider IS NOT NULL;

-- The delegators that a change of a provider's stake touches.
CREATE VIEW provider_delegators AS
SELECT d.provider, r.* FROM delegations d JOIN delegators r USING (delegator);

-- Pending requests to send a delegator away.
CREATE TABLE delegator_removals (
    provider text NOT NULL,
    delegator text NOT NULL,
    expiry_block bigint NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (provider, delegator)
);

CREATE TABLE claim_rounds (
    round_number bigint PRIMARY KEY,
    fund_amount numeric(78) NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

CREATE TABLE claims (
    block_number bigint NOT NULL,
    log_index integer NOT NULL,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    provider text NOT NULL,
    -- Shared by the provider and its delegators.
    rewards numeric(78) NOT NULL,
    old_total numeric(78) NOT NULL,
    new_total numeric(78) NOT NULL,
    PRIMARY KEY (block_number, log_index)
);

CREATE INDEX claims_of_provider ON claims (provider, block_number, log_index);

CREATE TABLE slashes (
    block_number bigint NOT NULL,
    log_index integer NOT NULL,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    provider text NOT NULL,
    amount numeric(78) NOT NULL,
    new_total numeric(78) NOT NULL,
    PRIMARY KEY (block_number, log_index)
);

CREATE INDEX slashes_of_provider ON slashes (provider, block_number, log_index);

CREATE TABLE proposals (
    proposal_id bigint PRIMARY KEY,
    proposer text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    -- in_progress, rejected, approved_executed, quorum_not_met, approved_execution_failed, evaluating, vetoed,
    -- target_contract_address_changed, target_contract_code_hash_changed
    outcome text NOT NULL,
    votes_yes numeric(78) NOT NULL,
    votes_no numeric(78) NOT NULL,
    vote_count bigint NOT NULL,
    submission_block bigint NOT NULL,
    -- The last block that takes votes, by the voting period at submission.
    voting_end_block bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

CREATE INDEX proposals_by_outcome ON proposals (outcome, proposal_id);

CREATE TABLE proposal_votes (
    proposal_id bigint NOT NULL,
    voter text NOT NULL,
    is_yes boolean NOT NULL,
    -- Active stake when the voter first voted.
    magnitude numeric(78) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (proposal_id, voter)
);

CREATE INDEX proposal_votes_of_voter ON proposal_votes (voter, proposal_id);

CREATE TABLE guardian_transactions (
    block_number bigint NOT NULL,
    log_index integer NOT NULL,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    target_address text NOT NULL,
    call_value numeric(78) NOT NULL,
    -- keccak256 of the signature's text and of the arguments, which is all the event tells.
    signature_hash text NOT NULL,
    call_data_hash text NOT NULL,
    PRIMARY KEY (block_number, log_index)
);

CREATE TABLE arbitrators (
    arbitrator text PRIMARY KEY,
    active numeric(78) NOT NULL,
    unbonding numeric(78) NOT NULL,
    -- When all that unbonds can be withdrawn; 0 if nothing ever did.
    withdrawable_at_block bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

CREATE INDEX arbitrators_by_stake ON arbitrators (active DESC, arbitrator);

CREATE TABLE arbitration_cases (
    case_id bigint PRIMARY KEY,
    -- takedown, reinstatement, misbehaviour, refund
    kind text NOT NULL,
    -- drawing, voting, ruled, executing, ended
    phase text NOT NULL,
    -- none, upheld, rejected, dismissed
    ruling text NOT NULL,
    appealed_ruling text NOT NULL,
    -- track, album; of takedowns and reinstatements only
    content_type text,
    -- Id of the content or of the purchase; 0 for a provider.
    subject_id bigint NOT NULL,
    opener text NOT NULL,
    -- The accused provider, the seller, the opener of the takedown to be undone; none where only discovery knows.
    respondent text,
    appellant text,
    -- What to slash, or the price to be refunded.
    amount numeric(78) NOT NULL,
    cid text NOT NULL,
    deposit numeric(78) NOT NULL,
    appeal_deposit numeric(78) NOT NULL,
    -- The present round, from 0.
    round integer NOT NULL,
    -- The block that decides the draw of the present round.
    draw_block bigint NOT NULL,
    -- The last block for an appeal; 0 while, or because, there can be none.
    appeal_end_block bigint NOT NULL,
    -- Of a closed case.
    coherent_seats bigint NOT NULL,
    reward_per_seat numeric(78) NOT NULL,
    -- Why the ruling could not be carried out the last time it was tried.
    execution_error text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

CREATE INDEX arbitration_cases_by_phase ON arbitration_cases (phase, case_id);
CREATE INDEX arbitration_cases_of_subject ON arbitration_cases (content_type, subject_id, case_id);
CREATE INDEX arbitration_cases_of_opener ON arbitration_cases (opener, case_id);

-- Panels that were drawn.
CREATE TABLE arbitration_rounds (
    case_id bigint NOT NULL,
    round integer NOT NULL,
    seats integer NOT NULL,
    seat_stake numeric(78) NOT NULL,
    commit_end_block bigint NOT NULL,
    reveal_end_block bigint NOT NULL,
    -- Seats by revealed votes.
    upheld integer NOT NULL,
    rejected integer NOT NULL,
    -- none, upheld, rejected
    ruling text NOT NULL,
    -- Whether nobody revealed a vote.
    is_absent boolean NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (case_id, round)
);

CREATE TABLE arbitration_jurors (
    case_id bigint NOT NULL,
    round integer NOT NULL,
    juror text NOT NULL,
    seats integer NOT NULL,
    -- The latest; none before the juror committed.
    commitment text,
    -- none, upheld, rejected
    vote text NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (case_id, round, juror)
);

CREATE INDEX arbitration_jurors_of_juror ON arbitration_jurors (juror, case_id, round);

CREATE TABLE arbitration_evidence (
    block_number bigint NOT NULL,
    log_index integer NOT NULL,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    case_id bigint NOT NULL,
    submitter text NOT NULL,
    uri text NOT NULL,
    PRIMARY KEY (block_number, log_index)
);

CREATE INDEX arbitration_evidence_of_case ON arbitration_evidence (case_id, block_number, log_index);

-- What an account has got, and lost, when its part in a closed case was settled.
CREATE TABLE arbitration_settlements (
    case_id bigint NOT NULL,
    account text NOT NULL,
    deposit_returned numeric(78) NOT NULL,
    reward numeric(78) NOT NULL,
    penalty numeric(78) NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (case_id, account)
);

CREATE INDEX arbitration_settlements_of_account ON arbitration_settlements (account, case_id);

-- Content that is down now. Reads of tracks and albums leave it out.
CREATE TABLE takedowns (
    -- track, album
    content_type text NOT NULL,
    content_id bigint NOT NULL,
    case_id bigint NOT NULL,
    cid text NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (content_type, content_id)
);

CREATE TABLE payment_tokens (
    token text PRIMARY KEY,
    is_allowed boolean NOT NULL,
    block_number bigint NOT NULL
);

CREATE TABLE purchases (
    purchase_id bigint PRIMARY KEY,
    buyer_user_id bigint NOT NULL,
    buyer text NOT NULL,
    seller text NOT NULL,
    -- track, album
    content_type text NOT NULL,
    content_id bigint NOT NULL,
    token text NOT NULL,
    price numeric(78) NOT NULL,
    extra numeric(78) NOT NULL,
    protocol_fee numeric(78) NOT NULL,
    -- none, owed, refunded; after a refund the purchase gives no access
    refund_state text NOT NULL,
    -- Who paid the refund.
    refund_payer text,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- What a user bought, and whether it was this.
CREATE INDEX purchases_of_user ON purchases (buyer_user_id, content_type, content_id);
CREATE INDEX purchases_of_content ON purchases (content_type, content_id, purchase_id);
CREATE INDEX purchases_of_seller ON purchases (seller, purchase_id);

-- Who got how much of a purchase, in the order of the offer.
CREATE TABLE purchase_splits (
    purchase_id bigint NOT NULL,
    position integer NOT NULL,
    recipient text NOT NULL,
    amount numeric(78) NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (purchase_id, position)
);

CREATE INDEX purchase_splits_of_recipient ON purchase_splits (recipient, purchase_id);

CREATE TABLE tips (
    block_number bigint NOT NULL,
    log_index integer NOT NULL,
    transaction_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    sender_user_id bigint NOT NULL,
    receiver_user_id bigint NOT NULL,
    sender text NOT NULL,
    receiver text NOT NULL,
    token text NOT NULL,
    amount numeric(78) NOT NULL,
    PRIMARY KEY (block_number, log_index)
);

CREATE INDEX tips_of_sender ON tips (sender_user_id, block_number, log_index);
CREATE INDEX tips_of_receiver ON tips (receiver_user_id, block_number, log_index);

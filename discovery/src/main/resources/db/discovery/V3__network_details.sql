-- Offers that are void: of a seller, for all content or for one track or album, those below a version.
CREATE TABLE offer_cancellations (
    seller text NOT NULL,
    -- none, track, album; none if all offers of the seller are meant
    content_type text NOT NULL,
    -- 0 if all offers of the seller are meant
    content_id bigint NOT NULL,
    minimum_version numeric(78) NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    -- The cancellations of a seller: the primary key.
    PRIMARY KEY (seller, content_type, content_id)
);

-- The latest cancellations.
CREATE INDEX offer_cancellations_newest ON offer_cancellations (block_number, seller, content_type, content_id);

-- A change of the voting period holds for the proposals in progress too.
COMMENT ON COLUMN proposals.voting_end_block IS
    'The last block that takes votes, by the present voting period; of a decided proposal, by that of its decision.';
UPDATE proposals SET voting_end_block = submission_block + p.value FROM network_parameters p
WHERE outcome = 'in_progress' AND p.contract = 'Governance' AND p.name = 'voting_period';

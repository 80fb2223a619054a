-- What users do beside publishing and collecting: they talk.

CREATE TABLE comments (
    comment_id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    track_id bigint NOT NULL,
    parent_comment_id bigint,
    body text NOT NULL,
    mentions jsonb,
    track_timestamp_s integer,
    is_edited boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- The comments on a track, newest first; those that were taken away too, as long as they have answers.
CREATE INDEX comments_on_track ON comments (track_id, created_at DESC, comment_id DESC) WHERE parent_comment_id IS NULL;
-- The answers to a comment, oldest first.
CREATE INDEX comments_answering ON comments (parent_comment_id, created_at, comment_id)
    WHERE parent_comment_id IS NOT NULL AND NOT is_delete;
-- What a user wrote, newest first.
CREATE INDEX comments_of_user ON comments (user_id, created_at DESC, comment_id DESC) WHERE NOT is_delete;
-- The comments that mention a user: `mentions @> '3000001'`.
CREATE INDEX comments_mentioning ON comments USING gin (mentions jsonb_path_ops) WHERE NOT is_delete;
-- The tracks that were talked about last.
CREATE INDEX comments_newest ON comments (created_at DESC, track_id) WHERE NOT is_delete;

CREATE TABLE comment_counts (
    comment_id bigint PRIMARY KEY,
    react_count integer NOT NULL
);

CREATE TABLE comment_reactions (
    -- The comments that a user likes, and whether: the primary key.
    user_id bigint NOT NULL,
    comment_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, comment_id)
);

-- Who likes a comment.
CREATE INDEX comment_reactions_of_comment ON comment_reactions (comment_id, user_id);

CREATE TABLE comment_reports (
    user_id bigint NOT NULL,
    comment_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, comment_id)
);

-- Who reported a comment.
CREATE INDEX comment_reports_of_comment ON comment_reports (comment_id, user_id);

CREATE TABLE muted_users (
    -- Whose comments a user does not want: the primary key.
    user_id bigint NOT NULL,
    muted_user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, muted_user_id)
);

CREATE TABLE comment_notification_mutes (
    -- Whether a user wants to hear of the comments on a track, or of the answers to a comment: the primary key.
    user_id bigint NOT NULL,
    item_type text NOT NULL,
    item_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, item_type, item_id)
);

-- What artists call others to. Event by id: the primary key.
CREATE TABLE artist_events (
    event_id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    event_type text NOT NULL,
    track_id bigint NOT NULL,
    end_date timestamptz NOT NULL,
    event_data jsonb,
    is_delete boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- The events about a track; whether there is one already.
CREATE INDEX artist_events_of_track ON artist_events (track_id) WHERE NOT is_delete;
CREATE VIEW live_artist_events AS SELECT * FROM artist_events WHERE NOT is_delete;
-- The events of an artist, and all of a type, newest first.
CREATE INDEX artist_events_of_user ON artist_events (user_id, created_at DESC, event_id DESC) WHERE NOT is_delete;
CREATE INDEX artist_events_newest ON artist_events (event_type, created_at DESC, event_id DESC) WHERE NOT is_delete;
-- The events that end next.
CREATE INDEX artist_events_by_end ON artist_events (end_date, event_id) WHERE NOT is_delete;

CREATE TABLE announcements (
    announcement_id bigint PRIMARY KEY,
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- The news, newest first.
CREATE INDEX announcements_newest ON announcements (created_at DESC, announcement_id DESC);

CREATE TABLE notifications_seen (
    -- When a user looked last, and before that: the primary key.
    user_id bigint NOT NULL,
    seen_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, seen_at)
);

CREATE TABLE playlists_seen (
    -- When a user looked at each of the library's playlists: the primary key.
    user_id bigint NOT NULL,
    playlist_id bigint NOT NULL,
    seen_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, playlist_id)
);

CREATE TABLE tip_reactions (
    user_id bigint NOT NULL,
    reacted_to text NOT NULL,
    reaction_value integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, reacted_to)
);

-- How a tip was liked.
CREATE INDEX tip_reactions_of_tip ON tip_reactions (reacted_to, user_id);

CREATE TABLE associated_wallets (
    -- The user who has a wallet: the primary key.
    chain text NOT NULL,
    wallet text NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (chain, wallet)
);

-- The wallets of a user.
CREATE INDEX associated_wallets_of_user ON associated_wallets (user_id, chain, wallet);

-- The users who stake with wallets: the primary key.
CREATE TABLE dashboard_wallets (
    wallet text PRIMARY KEY,
    user_id bigint NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- The wallets that a user stakes with.
CREATE INDEX dashboard_wallets_of_user ON dashboard_wallets (user_id, wallet) WHERE NOT is_delete;

CREATE TABLE encrypted_emails (
    email_owner_user_id bigint PRIMARY KEY,
    encrypted_email text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

CREATE TABLE email_access (
    -- The keys that a user was handed to the address of another: the primary key.
    email_owner_user_id bigint NOT NULL,
    receiving_user_id bigint NOT NULL,
    grantor_user_id bigint NOT NULL,
    encrypted_key text NOT NULL,
    is_initial boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (email_owner_user_id, receiving_user_id, grantor_user_id)
);

-- The addresses that a user may read.
CREATE INDEX email_access_of_receiver ON email_access (receiving_user_id, email_owner_user_id);

CREATE TABLE collectibles (
    user_id bigint PRIMARY KEY,
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

ALTER TABLE tracks ADD COLUMN pinned_comment_id bigint;
ALTER TABLE track_counts ADD COLUMN comment_count integer NOT NULL DEFAULT 0;

-- An action about a comment does not name the track. A column that is added to a table has to be added to its view too.
CREATE VIEW tracks_of_comments AS
    SELECT c.comment_id, t.* FROM comments c JOIN tracks t ON t.track_id = c.track_id;
CREATE VIEW track_counts_of_comments AS
    SELECT c.comment_id, n.* FROM comments c JOIN track_counts n ON n.track_id = c.track_id;
CREATE VIEW user_counts_of_comments AS
    SELECT c.comment_id, n.* FROM comments c JOIN tracks t ON t.track_id = c.track_id
        JOIN user_counts n ON n.user_id = t.owner_id;

-- Rows from before, should blocks be taken back to them, have the columns of today.
UPDATE undo_images SET before = '{"comment_count": 0}' || before WHERE table_name = 'track_counts';

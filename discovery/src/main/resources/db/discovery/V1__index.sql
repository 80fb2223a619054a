-- The index of the chain: current state, the counters that follow from it, and what is needed to take blocks back.
-- Only the indexer writes here, one transaction per batch of blocks.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
    user_id bigint PRIMARY KEY,
    -- Signer rule, account by wallet: users_wallet_key. User by handle, permalinks: users_handle_key.
    wallet text NOT NULL UNIQUE,
    handle text NOT NULL UNIQUE,
    name text NOT NULL,
    bio text,
    location text,
    profile_picture_sizes text,
    cover_photo_sizes text,
    spl_wallet text,
    spl_usdc_payout_wallet text,
    artist_pick_track_id bigint,
    twitter_handle text,
    instagram_handle text,
    tiktok_handle text,
    website text,
    donation text,
    metadata_multihash text,
    is_verified boolean NOT NULL,
    is_deactivated boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    search_text text NOT NULL GENERATED ALWAYS AS (lower(handle || ' ' || name)) STORED
);

-- Search of users, and of tracks by artist: `search_text %> word`.
CREATE INDEX users_search_text ON users USING gin (search_text gin_trgm_ops);

CREATE TABLE tracks (
    track_id bigint PRIMARY KEY,
    owner_id bigint NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    genre text NOT NULL,
    mood text,
    tags text,
    description text,
    cover_art_sizes text,
    isrc text,
    iswc text,
    license text,
    field_visibility jsonb,
    remix_of jsonb,
    stem_of jsonb,
    comments_disabled boolean NOT NULL,
    is_owned_by_user boolean NOT NULL,
    ddex_app text,
    track_cid text,
    preview_cid text,
    preview_start_seconds double precision,
    orig_file_cid text,
    orig_filename text,
    audio_upload_id text,
    duration integer NOT NULL,
    bpm double precision,
    musical_key text,
    audio_analysis_error_count integer NOT NULL,
    is_unlisted boolean NOT NULL,
    is_scheduled_release boolean NOT NULL,
    release_date timestamptz NOT NULL,
    is_stream_gated boolean NOT NULL,
    stream_conditions jsonb,
    is_download_gated boolean NOT NULL,
    download_conditions jsonb,
    is_downloadable boolean NOT NULL,
    is_original_available boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    is_public boolean NOT NULL GENERATED ALWAYS AS (NOT is_delete AND NOT is_unlisted AND stem_of IS NULL) STORED,
    search_text text NOT NULL GENERATED ALWAYS AS (lower(title || ' ' || coalesce(tags, ''))) STORED
);

-- Search of tracks: `search_text %> word`.
CREATE INDEX tracks_search_text ON tracks USING gin (search_text gin_trgm_ops) WHERE is_public;
-- A user's tracks, newest first; tracks of the artists that a search found.
CREATE INDEX tracks_of_owner ON tracks (owner_id, release_date DESC, track_id DESC) WHERE is_public;
-- Search without a text, newest first.
CREATE INDEX tracks_newest ON tracks (release_date DESC, track_id DESC) WHERE is_public;

-- Every slug a track ever had, so that old permalinks keep working. Track by permalink: the primary key.
CREATE TABLE track_routes (
    owner_id bigint NOT NULL,
    slug text NOT NULL,
    track_id bigint NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (owner_id, slug)
);

CREATE TABLE follows (
    -- Whom a user follows, and whether one user follows another: the primary key.
    follower_id bigint NOT NULL,
    followee_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (follower_id, followee_id)
);

-- Who follows a user.
CREATE INDEX follows_of_followee ON follows (followee_id, follower_id);

-- Saves and reposts of anything that can be saved; item_type is `track` today.
CREATE TABLE saves (
    -- What a user saved: the primary key.
    user_id bigint NOT NULL,
    item_type text NOT NULL,
    item_id bigint NOT NULL,
    of_repost boolean NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, item_type, item_id)
);

-- Who saved an item (karma, saves by followed users), and the saves of a trending window.
CREATE INDEX saves_of_item ON saves (item_type, item_id, user_id);
CREATE INDEX saves_by_time ON saves (item_type, created_at, item_id);

CREATE TABLE reposts (
    user_id bigint NOT NULL,
    item_type text NOT NULL,
    item_id bigint NOT NULL,
    of_repost boolean NOT NULL,
    created_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (user_id, item_type, item_id)
);

CREATE INDEX reposts_of_item ON reposts (item_type, item_id, user_id);
CREATE INDEX reposts_by_time ON reposts (item_type, created_at, item_id);

-- Counters stand beside the rows they count, so that a save does not rewrite a wide row and its text indexes.
CREATE TABLE user_counts (
    user_id bigint PRIMARY KEY,
    follower_count integer NOT NULL,
    followee_count integer NOT NULL,
    track_count integer NOT NULL,
    repost_count integer NOT NULL,
    save_count integer NOT NULL
);

CREATE TABLE track_counts (
    track_id bigint PRIMARY KEY,
    repost_count integer NOT NULL,
    save_count integer NOT NULL,
    play_count integer NOT NULL
);

-- Plays by the hour. Rows older than the longest trending window are removed, so that a track has at most 366 * 24.
CREATE TABLE track_plays_hourly (
    track_id bigint NOT NULL,
    hour timestamptz NOT NULL,
    plays integer NOT NULL,
    PRIMARY KEY (track_id, hour)
);

-- The plays of a trending window, and the removal of old hours.
CREATE INDEX track_plays_by_hour ON track_plays_hourly (hour, track_id) INCLUDE (plays);

-- The blocks applied. An empty block goes when it is final; one with actions stays, because its hash confirms writes.
CREATE TABLE blocks (
    number bigint PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    parent_hash bytea NOT NULL,
    block_time timestamptz NOT NULL,
    has_actions boolean NOT NULL
);

-- Removal of empty final blocks.
CREATE INDEX blocks_empty ON blocks (number) WHERE NOT has_actions;

-- Where the index stands: one row. `head_number` is the newest block of the chain that the indexer has heard of.
CREATE TABLE cursor (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    block_number bigint NOT NULL,
    block_hash bytea NOT NULL,
    head_number bigint NOT NULL,
    seen_at timestamptz NOT NULL
);

-- The row as it was before a block first changed it; no `before` means that there was none.
CREATE TABLE undo_images (
    block_number bigint NOT NULL,
    table_name text NOT NULL,
    row_key jsonb NOT NULL,
    before jsonb,
    PRIMARY KEY (block_number, table_name, row_key)
);

-- What became of every action. Outcome of a transaction: the primary key. Removal on a reorg: the second index.
CREATE TABLE action_outcomes (
    transaction_hash bytea NOT NULL,
    log_index integer NOT NULL,
    block_number bigint NOT NULL,
    entity_type text NOT NULL,
    action text NOT NULL,
    accepted boolean NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (transaction_hash, log_index)
);

CREATE INDEX action_outcomes_of_block ON action_outcomes (block_number);

-- The entities beyond users, tracks and what listeners do with them.

CREATE TABLE developer_apps (
    -- Signer rule, app by address: the primary key.
    address text PRIMARY KEY,
    user_id bigint NOT NULL,
    name text NOT NULL,
    description text,
    image_url text,
    redirect_uris jsonb,
    is_personal_access boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL
);

-- The apps of a user, and how many there are.
CREATE INDEX developer_apps_of_user ON developer_apps (user_id) WHERE NOT is_delete;
CREATE VIEW live_developer_apps AS SELECT * FROM developer_apps WHERE NOT is_delete;

CREATE TABLE grants (
    -- Signer rule, the users whom a manager manages, the users who authorized an app: the primary key.
    grantee_address text NOT NULL,
    user_id bigint NOT NULL,
    -- Null as long as the grantee has not decided.
    is_approved boolean,
    is_revoked boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    block_number bigint NOT NULL,
    PRIMARY KEY (grantee_address, user_id)
);

-- The managers of a user, and the apps that a user authorized.
CREATE INDEX grants_of_user ON grants (user_id, grantee_address) WHERE NOT is_revoked;

-- What a blob is decides who may read it: 'audio' needs a grant, 'preview' and 'image' do not, and 'pending' is an
-- original that has not been looked at yet and is not given out.
CREATE TABLE blobs (
    cid text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('pending', 'audio', 'preview', 'image')),
    content_type text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE uploads (
    id text PRIMARY KEY,
    request_id text UNIQUE,
    status text NOT NULL CHECK (status IN ('new', 'busy', 'done', 'error')),
    template text NOT NULL CHECK (template IN ('audio', 'img_square', 'img_backdrop')),
    orig_filename text NOT NULL,
    orig_file_cid text NOT NULL,
    size bigint NOT NULL,
    preview_start_seconds double precision,
    results jsonb NOT NULL DEFAULT '{}',
    probe jsonb,
    error_reason text,
    error_message text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- the queue: the oldest waiting upload of each kind of work
CREATE INDEX uploads_waiting ON uploads (id) WHERE status = 'new';
-- whether another upload still needs an original
CREATE INDEX uploads_by_original ON uploads (orig_file_cid);

CREATE TABLE image_variants (
    original_cid text NOT NULL,
    variant text NOT NULL,
    cid text NOT NULL REFERENCES blobs,
    PRIMARY KEY (original_cid, variant)
);

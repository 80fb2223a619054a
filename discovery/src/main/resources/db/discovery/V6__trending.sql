-- What trending scores are made of, kept by triggers: whatever changes the index, a batch of blocks or taking blocks back,
-- changes these tables in the same transaction. Each table here is a function of the tables of V1 and V4 and of the block
-- clock; docs/design/trending.md says which and why. No trigger joins its two transition tables, because the indexer's
-- transactions run without hash and merge joins.

-- The time of the last block applied: windows and ages end here. A window takes in what is later than its beginning.
CREATE TABLE trending_clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    now timestamptz NOT NULL,
    -- The latest time for which bounds were computed; later than now after a reorg.
    bounds_at timestamptz NOT NULL,
    week_from timestamptz NOT NULL
        GENERATED ALWAYS AS ((now AT TIME ZONE 'UTC' - interval '7 days') AT TIME ZONE 'UTC') STORED,
    month_from timestamptz NOT NULL
        GENERATED ALWAYS AS ((now AT TIME ZONE 'UTC' - interval '1 month') AT TIME ZONE 'UTC') STORED,
    year_from timestamptz NOT NULL
        GENERATED ALWAYS AS ((now AT TIME ZONE 'UTC' - interval '1 year') AT TIME ZONE 'UTC') STORED
);
INSERT INTO trending_clock (now, bounds_at) VALUES ('-infinity', '-infinity');

-- What is recent of an item at the block clock, and its karma. An item is a `track` or a `playlist`, which may be an album.
CREATE TABLE trending_items (
    item_type text NOT NULL,
    item_id bigint NOT NULL,
    -- The sum of `counted` (trending_likers) over its saves and reposts.
    karma bigint NOT NULL,
    plays_week integer NOT NULL,
    plays_month integer NOT NULL,
    plays_year integer NOT NULL,
    reposts_week integer NOT NULL,
    reposts_month integer NOT NULL,
    reposts_year integer NOT NULL,
    saves_week integer NOT NULL,
    saves_month integer NOT NULL,
    saves_year integer NOT NULL,
    PRIMARY KEY (item_type, item_id)
) WITH (fillfactor = 70);

-- How much a user's save or repost is counted with, and by how much that is more than the user's followers.
CREATE TABLE trending_likers (
    user_id bigint PRIMARY KEY,
    counted bigint NOT NULL,
    surplus bigint NOT NULL
) WITH (fillfactor = 70);

-- Those whose share in the karma of an item is to be corrected when it is read; few.
CREATE INDEX trending_likers_loose ON trending_likers (user_id) INCLUDE (surplus) WHERE surplus <> 0;

-- An item with a score in a ranking, and the power of two that the score does not exceed. Of the rankings by saves, the
-- saves themselves. No row: the score is 0, or the item is not in the ranking.
CREATE TABLE trending_bounds (
    item_id bigint NOT NULL,
    ranking text COLLATE "C" NOT NULL,
    -- The genre of a track; playlist or album.
    section text NOT NULL,
    bound integer NOT NULL,
    -- When the bound should be computed anew, because age has lowered the score.
    recheck_at timestamptz,
    PRIMARY KEY (item_id, ranking)
) WITH (fillfactor = 80);

-- The best of a ranking.
CREATE INDEX trending_bounds_best ON trending_bounds (ranking, bound DESC, item_id DESC);
-- The best of a genre, or among playlists or albums.
CREATE INDEX trending_bounds_best_of_section ON trending_bounds (ranking, section, bound DESC, item_id DESC);
CREATE INDEX trending_bounds_due ON trending_bounds (recheck_at) WHERE recheck_at IS NOT NULL;

-- The items whose bounds are to be computed before the transaction ends; empty between transactions. By transaction, so
-- that what earlier ones removed is not looked through while it can't be vacuumed.
CREATE UNLOGGED TABLE trending_dirty (
    item_type text NOT NULL,
    item_id bigint NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (transaction_id, item_type, item_id)
);

-- Tracks without a score, newest first.
CREATE INDEX tracks_of_genre ON tracks (genre, track_id) WHERE is_public;
-- The followers that a user won lately.
CREATE INDEX follows_by_time ON follows (followee_id, created_at);
-- The recent likes of a playlist.
CREATE INDEX saves_of_playlist ON saves (item_id, created_at, user_id) WHERE item_type <> 'track';
CREATE INDEX reposts_of_playlist ON reposts (item_id, created_at, user_id) WHERE item_type <> 'track';

-- The smallest power of two that is not less; 0 of 0.
CREATE FUNCTION trending_octave(value bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN value <= 0 THEN 0 ELSE power(2::float8, ceil(ln(value::float8) / ln(2::float8))) END $$;

-- The power of two that a score does not exceed, with some to spare for rounding; null of 0.
CREATE FUNCTION trending_bound(score double precision) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN score > 0 THEN ceil(ln(score) / ln(2::float8) + 1e-6)::integer END $$;

-- Whole days between two times.
CREATE FUNCTION trending_age(born timestamptz, now timestamptz) RETURNS double precision LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT extract(day FROM now - born)::float8 $$;

-- What is left of a score at an age of so many days, of a strategy that begins to lower it after so many.
CREATE FUNCTION trending_decay(age double precision, days double precision, q double precision)
    RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN age <= days THEN 1 ELSE greatest(1 / q, power(q, greatest(-10::float8, 1 - age / days))) END $$;

-- Adds to the counters of items, and marks those for which a counter passed a power of two: only then can a bound change.
CREATE FUNCTION trending_add(deltas trending_items[]) RETURNS void LANGUAGE sql AS $$
    WITH sums AS MATERIALIZED (
        SELECT item_type, item_id, sum(karma)::bigint AS karma,
            sum(plays_week)::integer AS plays_week, sum(plays_month)::integer AS plays_month,
            sum(plays_year)::integer AS plays_year, sum(reposts_week)::integer AS reposts_week,
            sum(reposts_month)::integer AS reposts_month, sum(reposts_year)::integer AS reposts_year,
            sum(saves_week)::integer AS saves_week, sum(saves_month)::integer AS saves_month,
            sum(saves_year)::integer AS saves_year
        FROM unnest(deltas) GROUP BY item_type, item_id),
    changed AS (
        UPDATE trending_items t SET karma = t.karma + s.karma,
            plays_week = t.plays_week + s.plays_week, plays_month = t.plays_month + s.plays_month,
            plays_year = t.plays_year + s.plays_year, reposts_week = t.reposts_week + s.reposts_week,
            reposts_month = t.reposts_month + s.reposts_month, reposts_year = t.reposts_year + s.reposts_year,
            saves_week = t.saves_week + s.saves_week, saves_month = t.saves_month + s.saves_month,
            saves_year = t.saves_year + s.saves_year
        FROM sums s WHERE t.item_type = s.item_type AND t.item_id = s.item_id
        RETURNING t.item_type, t.item_id,
            trending_octave(t.karma) <> trending_octave(t.karma - s.karma)
            OR trending_octave(t.plays_week) <> trending_octave(t.plays_week - s.plays_week)
            OR trending_octave(t.plays_month) <> trending_octave(t.plays_month - s.plays_month)
            OR trending_octave(t.plays_year) <> trending_octave(t.plays_year - s.plays_year)
            OR trending_octave(t.reposts_week) <> trending_octave(t.reposts_week - s.reposts_week)
            OR trending_octave(t.reposts_month) <> trending_octave(t.reposts_month - s.reposts_month)
            OR trending_octave(t.reposts_year) <> trending_octave(t.reposts_year - s.reposts_year)
            OR s.saves_week <> 0 OR s.saves_month <> 0 OR s.saves_year <> 0 AS is_moved),
    created AS (
        INSERT INTO trending_items
        SELECT * FROM sums s WHERE NOT EXISTS (
            SELECT FROM trending_items t WHERE t.item_type = s.item_type AND t.item_id = s.item_id)
        RETURNING item_type, item_id)
    INSERT INTO trending_dirty
    SELECT item_type, item_id FROM changed WHERE is_moved UNION ALL SELECT item_type, item_id FROM created
    ON CONFLICT DO NOTHING
$$;

-- Adds plays, or takes them away. An hour is in a window as soon as a part of it is.
CREATE FUNCTION trending_add_plays(sign integer, played track_plays_hourly[]) RETURNS void LANGUAGE sql AS $$
    SELECT trending_add(array_agg(ROW ('track', p.track_id, 0,
        CASE WHEN p.hour + interval '1 hour' > c.week_from THEN sign * p.plays ELSE 0 END,
        CASE WHEN p.hour + interval '1 hour' > c.month_from THEN sign * p.plays ELSE 0 END,
        CASE WHEN p.hour + interval '1 hour' > c.year_from THEN sign * p.plays ELSE 0 END,
        0, 0, 0, 0, 0, 0)::trending_items))
    FROM unnest(played) p CROSS JOIN trending_clock c WHERE p.hour + interval '1 hour' > c.year_from
$$;

CREATE TYPE trending_like AS (user_id bigint, item_type text, item_id bigint, liked_at timestamptz);

-- Adds saves or reposts, or takes them away.
CREATE FUNCTION trending_add_likes(sort text, sign integer, likes trending_like[]) RETURNS void LANGUAGE sql AS $$
    WITH placed AS (
        SELECT CASE l.item_type WHEN 'track' THEN 'track' ELSE 'playlist' END AS item_type, l.item_id,
            sign * coalesce(u.counted, 0) AS karma,
            CASE WHEN l.liked_at > c.week_from THEN sign ELSE 0 END AS week,
            CASE WHEN l.liked_at > c.month_from THEN sign ELSE 0 END AS month,
            CASE WHEN l.liked_at > c.year_from THEN sign ELSE 0 END AS year
        FROM unnest(likes) l CROSS JOIN trending_clock c LEFT JOIN trending_likers u ON u.user_id = l.user_id)
    SELECT trending_add(array_agg(CASE sort
        WHEN 'saves' THEN ROW (item_type, item_id, karma, 0, 0, 0, 0, 0, 0, week, month, year)::trending_items
        ELSE ROW (item_type, item_id, karma, 0, 0, 0, week, month, year, 0, 0, 0)::trending_items END))
    FROM placed
$$;

-- How much a user may have liked to be counted exactly: the most rows that a change of the user's followers touches.
CREATE FUNCTION trending_exact_likes() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 5000 $$;

-- Brings what users are counted with to what they are now. Whoever liked little is counted exactly. A change of the
-- followers of somebody who liked much costs one row here: the user stays counted with as many as before, and with a
-- power of two once that is too few.
CREATE FUNCTION trending_weigh(users_changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    moved trending_likers[];
BEGIN
    WITH weights AS (
        SELECT i.user_id, coalesce(l.counted, 0) AS before, coalesce(l.surplus, 0) AS surplus_before,
            CASE WHEN u.bio IS NOT NULL AND u.profile_picture_sizes IS NOT NULL AND u.cover_photo_sizes IS NOT NULL
                THEN coalesce(c.follower_count, 0) ELSE 0 END::bigint AS weight,
            coalesce(c.save_count + c.repost_count, 0) > trending_exact_likes() AS likes_much
        FROM (SELECT DISTINCT unnest(users_changed) AS user_id) i
        LEFT JOIN users u ON u.user_id = i.user_id
        LEFT JOIN user_counts c ON c.user_id = i.user_id
        LEFT JOIN trending_likers l ON l.user_id = i.user_id),
    counted AS (
        SELECT *, CASE WHEN NOT likes_much THEN weight
            WHEN weight <= before THEN before
            ELSE greatest(1024, trending_octave(weight)::bigint) END AS counted
        FROM weights),
    put AS (
        INSERT INTO trending_likers (user_id, counted, surplus)
        SELECT user_id, counted, counted - weight FROM counted
        WHERE counted <> before OR counted - weight <> surplus_before
        ON CONFLICT (user_id) DO UPDATE SET counted = excluded.counted, surplus = excluded.surplus)
    SELECT array_agg(ROW (user_id, counted - before, 0)::trending_likers) INTO moved
    FROM counted WHERE counted <> before;
    IF moved IS NOT NULL THEN
        PERFORM trending_add(array_agg(ROW (item_type, item_id, karma, 0, 0, 0, 0, 0, 0, 0, 0, 0)::trending_items))
        FROM (
            SELECT CASE l.item_type WHEN 'track' THEN 'track' ELSE 'playlist' END AS item_type, l.item_id,
                sum(m.counted)::bigint AS karma
            FROM unnest(moved) m CROSS JOIN LATERAL (
                SELECT s.item_type, s.item_id FROM saves s WHERE s.user_id = m.user_id
                UNION ALL SELECT r.item_type, r.item_id FROM reposts r WHERE r.user_id = m.user_id) l
            GROUP BY 1, 2) liked;
    END IF;
END
$$;

CREATE FUNCTION trending_plays_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM trending_add_plays(-1, array_agg(r::track_plays_hourly)) FROM old_rows r;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM trending_add_plays(1, array_agg(r::track_plays_hourly)) FROM new_rows r;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_likes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM trending_add_likes(TG_TABLE_NAME, -1,
            array_agg(ROW (r.user_id, r.item_type, r.item_id, r.created_at)::trending_like)) FROM old_rows r;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM trending_add_likes(TG_TABLE_NAME, 1,
            array_agg(ROW (r.user_id, r.item_type, r.item_id, r.created_at)::trending_like)) FROM new_rows r;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_user_counts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            PERFORM trending_weigh(array_agg(user_id)) FROM new_rows WHERE follower_count <> 0;
        WHEN 'DELETE' THEN
            PERFORM trending_weigh(array_agg(user_id)) FROM old_rows WHERE follower_count <> 0;
        ELSE
            PERFORM trending_weigh(array_agg(user_id)) FROM (
                SELECT user_id FROM (SELECT user_id, follower_count FROM old_rows
                                     UNION ALL SELECT user_id, follower_count FROM new_rows) r
                GROUP BY user_id HAVING min(follower_count) <> max(follower_count)) changed;
    END CASE;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_users_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM trending_weigh(array_agg(user_id)) FROM old_rows;
    ELSE
        PERFORM trending_weigh(array_agg(user_id)) FROM new_rows;
    END IF;
    RETURN NULL;
END
$$;

-- Marks what was published, changed or deleted, and whose totals passed a power of two.
CREATE FUNCTION trending_tracks_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO trending_dirty SELECT 'track', track_id FROM old_rows ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO trending_dirty SELECT 'track', track_id FROM new_rows ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_playlists_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO trending_dirty SELECT 'playlist', playlist_id FROM old_rows ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO trending_dirty SELECT 'playlist', playlist_id FROM new_rows ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_track_counts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO trending_dirty SELECT 'track', track_id FROM new_rows ON CONFLICT DO NOTHING;
        WHEN 'DELETE' THEN
            INSERT INTO trending_dirty SELECT 'track', track_id FROM old_rows ON CONFLICT DO NOTHING;
        ELSE
            INSERT INTO trending_dirty
            SELECT 'track', track_id FROM (
                SELECT track_id, play_count, repost_count, save_count FROM old_rows
                UNION ALL SELECT track_id, play_count, repost_count, save_count FROM new_rows) r
            GROUP BY track_id
            HAVING trending_octave(min(play_count)) <> trending_octave(max(play_count))
                OR trending_octave(min(repost_count)) <> trending_octave(max(repost_count))
                OR trending_octave(min(save_count)) <> trending_octave(max(save_count))
                OR min(play_count) < 50 AND max(play_count) >= 50
            ON CONFLICT DO NOTHING;
    END CASE;
    RETURN NULL;
END
$$;

CREATE FUNCTION trending_playlist_counts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO trending_dirty SELECT 'playlist', playlist_id FROM old_rows ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO trending_dirty SELECT 'playlist', playlist_id FROM new_rows ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN SELECT * FROM (VALUES
        ('track_plays_hourly', 'plays'), ('saves', 'likes'), ('reposts', 'likes'), ('user_counts', 'user_counts'),
        ('users', 'users'), ('tracks', 'tracks'), ('playlists', 'playlists'), ('track_counts', 'track_counts'),
        ('playlist_counts', 'playlist_counts')) AS t (name, what)
    LOOP
        EXECUTE format('CREATE TRIGGER trending_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION trending_%s_changed()', watched.name, watched.what);
        EXECUTE format('CREATE TRIGGER trending_update AFTER UPDATE ON %I
            REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION trending_%s_changed()', watched.name, watched.what);
        EXECUTE format('CREATE TRIGGER trending_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION trending_%s_changed()', watched.name, watched.what);
    END LOOP;
END
$$;

-- The bounds that marked tracks should have, null where a track has no place in the ranking. Counters are rounded up to powers of two, so that a bound holds until one of
-- them passes the next; ages are a day less than they are, so that it holds when blocks of less than a day are taken back.
CREATE FUNCTION trending_track_bounds(tracks_changed bigint[]) RETURNS SETOF trending_bounds LANGUAGE sql STABLE AS $$
    WITH facts AS (
        SELECT d.track_id, t.genre, t.created_at, c.now, greatest(t.release_date, t.created_at) AS born,
            t.track_id IS NOT NULL AND n.play_count >= 50 AND t.created_at >= c.now - interval '528 hours' AS is_young,
            trending_octave(coalesce(i.karma, 0)) AS karma,
            0.25 * trending_octave(coalesce(n.repost_count, 0)) + 0.01 * trending_octave(coalesce(n.save_count, 0)) AS liked,
            trending_octave(coalesce(n.play_count, 0)) AS played,
            coalesce(trending_octave(i.plays_week) + 50 * trending_octave(i.reposts_week) + i.saves_week, 0) AS week,
            coalesce(trending_octave(i.plays_month) + 50 * trending_octave(i.reposts_month) + i.saves_month, 0) AS month,
            coalesce(trending_octave(i.plays_year) + 50 * trending_octave(i.reposts_year) + i.saves_year, 0) AS year,
            4 * coalesce(trending_octave(i.plays_week), 0) AS more_plays
        FROM unnest(tracks_changed) d (track_id) CROSS JOIN trending_clock c
        LEFT JOIN tracks t ON t.track_id = d.track_id AND t.is_public
        LEFT JOIN trending_items i ON i.item_type = 'track' AND i.item_id = t.track_id
        LEFT JOIN track_counts n ON n.track_id = t.track_id),
    bases AS (
        SELECT f.*, b.period, b.base * d.decay AS base, d.recheck_at
        FROM facts f
        CROSS JOIN LATERAL (VALUES ('week', 7, week + liked), ('month', 30, month + liked), ('year', 365, year + liked),
            ('all', NULL, played + liked)) b (period, days, base)
        CROSS JOIN LATERAL (SELECT greatest(trending_age(f.born, f.now) - 1, 0) AS age) a
        CROSS JOIN LATERAL (SELECT CASE WHEN days IS NULL THEN 1 ELSE trending_decay(age, days, 1e5::float8) END AS decay,
            CASE WHEN age <= days THEN f.born + make_interval(hours => (days + 2) * 24)
                WHEN age <= 2 * days THEN f.now + make_interval(hours => greatest(1, days / 8) * 24) END AS recheck_at) d)
    SELECT track_id, 'tracks.' || period, genre, trending_bound(base * karma), recheck_at FROM bases
    UNION ALL
    SELECT track_id, 'tracks.log.' || period, genre, trending_bound(base * (1 + log(1 + karma))), recheck_at
    FROM bases
    UNION ALL
    SELECT track_id, 'underground', genre, CASE WHEN is_young THEN
        trending_bound((week + more_plays + liked + 750) * greatest(karma, 1)
            * trending_decay(greatest(trending_age(created_at, now) - 1, 0), 7, 30)) END, now + interval '24 hours'
    FROM facts
$$;

CREATE FUNCTION trending_playlist_bounds(playlists_changed bigint[]) RETURNS SETOF trending_bounds LANGUAGE sql STABLE AS $$
    WITH facts AS (
        SELECT d.playlist_id, p.playlist_id IS NOT NULL AS is_there, CASE WHEN p.is_album THEN 'album' ELSE 'playlist' END AS section,
            greatest(trending_octave(coalesce(i.karma, 0)), 1) AS karma, coalesce(n.save_count, 0) AS saves,
            1 + 0.25 * coalesce(n.repost_count, 0) + 0.01 * coalesce(n.save_count, 0) AS liked,
            trending_octave(coalesce(i.reposts_week, 0)) AS reposts_week, coalesce(i.saves_week, 0) AS saves_week,
            trending_octave(coalesce(i.reposts_month, 0)) AS reposts_month, coalesce(i.saves_month, 0) AS saves_month,
            trending_octave(coalesce(i.reposts_year, 0)) AS reposts_year, coalesce(i.saves_year, 0) AS saves_year
        FROM unnest(playlists_changed) d (playlist_id)
        LEFT JOIN playlists p ON p.playlist_id = d.playlist_id AND p.is_public
            AND jsonb_typeof(p.playlist_contents) = 'array'
            AND (SELECT count(DISTINCT e -> 'track_id') FROM jsonb_array_elements(p.playlist_contents) e) >= 3
        LEFT JOIN trending_items i ON i.item_type = 'playlist' AND i.item_id = p.playlist_id
        LEFT JOIN playlist_counts n ON n.playlist_id = p.playlist_id)
    SELECT playlist_id, 'playlists.' || period, section,
        CASE WHEN is_there THEN trending_bound((liked + recent)::float8 * karma) END, NULL::timestamptz
    FROM facts CROSS JOIN LATERAL (VALUES ('week', 50 * reposts_week + saves_week),
        ('month', 50 * reposts_month + saves_month), ('year', 50 * reposts_year + saves_year), ('all', 0)) r (period, recent)
    UNION ALL
    SELECT playlist_id, 'playlists.saves.' || period, section, CASE WHEN is_there THEN recent END, NULL
    FROM facts CROSS JOIN LATERAL (VALUES ('week', saves_week), ('month', saves_month), ('all', saves)) r (period, recent)
$$;

CREATE FUNCTION trending_put(wanted trending_bounds[]) RETURNS void LANGUAGE sql AS $$
    WITH w AS MATERIALIZED (SELECT * FROM unnest(wanted)),
    gone AS (
        DELETE FROM trending_bounds b USING w
        WHERE w.bound IS NULL AND b.item_id = w.item_id AND b.ranking = w.ranking)
    INSERT INTO trending_bounds AS b SELECT * FROM w WHERE w.bound IS NOT NULL
    ON CONFLICT (item_id, ranking) DO UPDATE
        SET section = excluded.section, bound = excluded.bound, recheck_at = excluded.recheck_at
        WHERE b.section <> excluded.section OR b.bound <> excluded.bound
            OR (b.recheck_at IS NULL) <> (excluded.recheck_at IS NULL)
            OR b.recheck_at <= (SELECT now FROM trending_clock)
$$;

-- Brings the bounds of everything marked up to date.
CREATE FUNCTION trending_refresh() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    tracks_marked bigint[];
    playlists_marked bigint[];
BEGIN
    LOOP
        -- By place: a join of the two would go through all pairs.
        WITH taken AS (
            DELETE FROM trending_dirty WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM trending_dirty WHERE transaction_id = pg_current_xact_id() LIMIT 20000))
            RETURNING item_type, item_id)
        SELECT array_agg(item_id) FILTER (WHERE item_type = 'track'),
            array_agg(item_id) FILTER (WHERE item_type <> 'track')
        INTO tracks_marked, playlists_marked FROM taken;
        EXIT WHEN tracks_marked IS NULL AND playlists_marked IS NULL;
        IF tracks_marked IS NOT NULL THEN
            PERFORM trending_put(array_agg(b)) FROM trending_track_bounds(tracks_marked) b;
        END IF;
        IF playlists_marked IS NOT NULL THEN
            PERFORM trending_put(array_agg(b)) FROM trending_playlist_bounds(playlists_marked) b;
        END IF;
    END LOOP;
END
$$;

-- Moves the beginnings of the windows: what lies between the two places of one leaves it, or is in it again when blocks
-- are taken back.
CREATE FUNCTION trending_slide(earlier trending_clock, later trending_clock, sign integer) RETURNS void LANGUAGE sql AS $$
    WITH slices (period, since, until) AS (VALUES ('week', earlier.week_from, later.week_from),
        ('month', earlier.month_from, later.month_from), ('year', earlier.year_from, later.year_from)),
    moved AS (
        SELECT sl.period, m.* FROM slices sl CROSS JOIN LATERAL (
            SELECT 'saves' AS sort, s.item_type, s.item_id, sign AS change FROM saves s
            WHERE s.item_type = ANY ('{track,playlist,album}') AND s.created_at > sl.since AND s.created_at <= sl.until
            UNION ALL
            SELECT 'reposts', r.item_type, r.item_id, sign FROM reposts r
            WHERE r.item_type = ANY ('{track,playlist,album}') AND r.created_at > sl.since AND r.created_at <= sl.until
            UNION ALL
            SELECT 'plays', 'track', p.track_id, sign * p.plays FROM track_plays_hourly p
            WHERE p.hour > sl.since - interval '1 hour' AND p.hour <= sl.until - interval '1 hour') m),
    sums AS (
        SELECT CASE item_type WHEN 'track' THEN 'track' ELSE 'playlist' END AS item_type, item_id, sort, period,
            sum(change)::integer AS change
        FROM moved GROUP BY 1, 2, 3, 4)
    SELECT trending_add(array_agg(ROW (item_type, item_id, 0,
        CASE WHEN sort = 'plays' AND period = 'week' THEN change ELSE 0 END,
        CASE WHEN sort = 'plays' AND period = 'month' THEN change ELSE 0 END,
        CASE WHEN sort = 'plays' AND period = 'year' THEN change ELSE 0 END,
        CASE WHEN sort = 'reposts' AND period = 'week' THEN change ELSE 0 END,
        CASE WHEN sort = 'reposts' AND period = 'month' THEN change ELSE 0 END,
        CASE WHEN sort = 'reposts' AND period = 'year' THEN change ELSE 0 END,
        CASE WHEN sort = 'saves' AND period = 'week' THEN change ELSE 0 END,
        CASE WHEN sort = 'saves' AND period = 'month' THEN change ELSE 0 END,
        CASE WHEN sort = 'saves' AND period = 'year' THEN change ELSE 0 END)::trending_items))
    FROM sums
$$;

-- Ends a batch of blocks, or the taking back of blocks: the cursor is what moves last.
CREATE FUNCTION trending_cursor_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    earlier trending_clock;
    later trending_clock;
BEGIN
    SELECT * INTO earlier FROM trending_clock;
    UPDATE trending_clock SET now = l.now, bounds_at = CASE
        -- So far back that tracks are younger by more than their bounds allow for.
        WHEN l.now < bounds_at - interval '24 hours' THEN l.now ELSE greatest(bounds_at, l.now) END
    FROM (SELECT coalesce(
        (SELECT block_time FROM blocks WHERE chain = 'data' ORDER BY number DESC LIMIT 1), '-infinity') AS now) l
    RETURNING trending_clock.* INTO later;
    IF later.now > earlier.now THEN
        PERFORM trending_slide(earlier, later, -1);
        -- In the order of the index, which a planner that expects many rows would not take otherwise.
        INSERT INTO trending_dirty
        SELECT 'track', item_id FROM trending_bounds WHERE recheck_at <= later.now ORDER BY recheck_at ON CONFLICT DO NOTHING;
    ELSIF later.now < earlier.now THEN
        PERFORM trending_slide(later, earlier, 1);
        IF later.bounds_at < earlier.bounds_at THEN
            INSERT INTO trending_dirty SELECT 'track', track_id FROM tracks ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    PERFORM trending_refresh();
    RETURN NULL;
END
$$;

CREATE TRIGGER trending_moved AFTER INSERT OR UPDATE OF block_number, block_hash ON cursor
    FOR EACH ROW WHEN (NEW.chain = 'data') EXECUTE FUNCTION trending_cursor_moved();
CREATE TRIGGER trending_emptied AFTER DELETE ON cursor
    FOR EACH ROW WHEN (OLD.chain = 'data') EXECUTE FUNCTION trending_cursor_moved();

-- What is in the index already.
UPDATE trending_clock SET now = l.block_time, bounds_at = l.block_time
FROM (SELECT block_time FROM blocks WHERE chain = 'data' ORDER BY number DESC LIMIT 1) l;

INSERT INTO trending_likers (user_id, counted, surplus)
SELECT user_id, follower_count, 0 FROM users JOIN user_counts USING (user_id)
WHERE follower_count > 0 AND bio IS NOT NULL AND profile_picture_sizes IS NOT NULL AND cover_photo_sizes IS NOT NULL;

INSERT INTO trending_items
SELECT item_type, item_id, coalesce(sum(karma), 0),
    coalesce(sum(plays) FILTER (WHERE at > week_from), 0), coalesce(sum(plays) FILTER (WHERE at > month_from), 0),
    coalesce(sum(plays) FILTER (WHERE at > year_from), 0),
    coalesce(sum(reposts) FILTER (WHERE at > week_from), 0), coalesce(sum(reposts) FILTER (WHERE at > month_from), 0),
    coalesce(sum(reposts) FILTER (WHERE at > year_from), 0),
    coalesce(sum(saves) FILTER (WHERE at > week_from), 0), coalesce(sum(saves) FILTER (WHERE at > month_from), 0),
    coalesce(sum(saves) FILTER (WHERE at > year_from), 0)
FROM (
    SELECT CASE item_type WHEN 'track' THEN 'track' ELSE 'playlist' END AS item_type, item_id, created_at AS at,
        counted AS karma, 0 AS plays, 0 AS reposts, 1 AS saves
    FROM saves LEFT JOIN trending_likers USING (user_id)
    UNION ALL
    SELECT CASE item_type WHEN 'track' THEN 'track' ELSE 'playlist' END, item_id, created_at, counted, 0, 1, 0
    FROM reposts LEFT JOIN trending_likers USING (user_id)
    UNION ALL
    SELECT 'track', track_id, hour + interval '1 hour', 0, plays, 0, 0 FROM track_plays_hourly) counted
CROSS JOIN trending_clock
GROUP BY item_type, item_id;

INSERT INTO trending_dirty SELECT 'track', track_id FROM tracks UNION ALL SELECT 'playlist', playlist_id FROM playlists;
ANALYZE trending_items;
-- Rows are looked up by indexes, some thousand at a time.
SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SELECT trending_refresh();

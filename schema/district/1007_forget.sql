-- Forgetting a person, when a bench has said that they are gone (the state of a recipient,
-- entrant or registration). The twin of src/store/forget.c: rows, states and counts stay; who it
-- was goes from the rows that tell of them, from mail, conflicts and history, and from what names
-- them beside. Run at every init.
SET LOCAL ROLE hotroit_owner;

DROP FUNCTION IF EXISTS sync.parts(text, uuid), sync.forget(text, uuid);

-- The rows that tell of a person, theirs first, as "kind id"; with who called for help with a
-- device while it was theirs.
CREATE OR REPLACE FUNCTION sync.parts(in_scope text, in_kind text, in_id uuid)
RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	found text[] := ARRAY[in_kind || ' ' || in_id];
	more text[];
	one sync.field;
	i integer := 1;
	of_kind text;
	of_id uuid;
BEGIN
	-- An entry is of the last one of its people who is forgotten.
	IF in_kind = 'entrant' THEN
		SELECT array_agg('entry ' || e.entry) INTO more FROM data.entrant e
		WHERE e.id = in_id AND e.scope = in_scope AND NOT EXISTS (SELECT FROM data.entrant o
			WHERE o.entry = e.entry AND o.scope = in_scope AND o.id <> in_id
			AND o.gone IS NULL AND o.state IS DISTINCT FROM 'gone');
		found := found || coalesce(more, '{}');
	END IF;
	WHILE i <= cardinality(found) LOOP
		of_kind := split_part(found[i], ' ', 1);
		of_id := split_part(found[i], ' ', 2)::uuid;
		FOR one IN SELECT * FROM sync.field f WHERE f.is_part AND f.ref = of_kind LOOP
			EXECUTE format('SELECT array_agg(%L || d.id) FROM data.%I d '
				'WHERE d.%I = $1 AND d.scope = $2 AND d.gone IS NULL',
				one.kind || ' ', one.kind, one.name)
				INTO more USING of_id, in_scope;
			found := found || coalesce(more, '{}');
		END LOOP;
		IF of_kind = 'kit' THEN
			SELECT array_agg('request ' || r.id) INTO more
			FROM data.request r JOIN data.kit k ON k.device = r.device
			WHERE k.id = of_id AND k.scope = in_scope AND r.scope = in_scope
			AND r.gone IS NULL AND left(r.received_at, 10) >= left(k.given_at, 10)
			AND (k.ended_at IS NULL
				OR left(r.received_at, 10) <= left(k.ended_at, 10));
			found := found || coalesce(more, '{}');
		END IF;
		i := i + 1;
	END LOOP;
	RETURN found;
END $$;

-- As text_fold(): lower case, without marks.
CREATE OR REPLACE FUNCTION sync.fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT lower(translate(said,
		'àÀáÁãÃảẢạẠăĂằẰắẮẵẴẳẲặẶâÂầẦấẤẫẪẩẨậẬèÈéÉẽẼẻẺẹẸêÊềỀếẾễỄểỂệỆìÌíÍĩĨỉỈịỊòÒ'
		'óÓõÕỏỎọỌôÔồỒốỐỗỖổỔộỘơƠờỜớỚỡỠởỞợỢùÙúÚũŨủỦụỤưƯừỪứỨữỮửỬựỰỳỲýÝỹỸỷỶỵỴđĐ',
		'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeeeeeeeiiiiiiiiiioo'
		'oooooooooooooooooooooooooooooooouuuuuuuuuuuuuuuuuuuuuuyyyyyyyyyydd'))
$$;

-- Does the text name somebody who is called so? A single word must stand alone, as it was written.
CREATE OR REPLACE FUNCTION sync.names(said text, terms text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT EXISTS (SELECT FROM unnest(terms) AS t WHERE CASE
		WHEN t LIKE '% %' OR t ~ '^[0-9]' THEN position(sync.fold(t) IN sync.fold(said)) > 0
		ELSE position(' ' || t || ' ' IN ' ' || translate(said,
			E'.,;:!?()[]{}<>/\\|"''-\n\t', repeat(' ', 23)) || ' ') > 0 END)
$$;

-- What the person is called in these rows.
CREATE OR REPLACE FUNCTION sync.terms(in_scope text, parts text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN (SELECT coalesce(array_agg(DISTINCT t), '{}') FROM unnest(parts) AS part
	CROSS JOIN sync.get(split_part(part, ' ', 1), in_scope, split_part(part, ' ', 2)::uuid) AS g
	CROSS JOIN jsonb_each_text(g.doc) AS v
	JOIN sync.field f ON f.kind = split_part(part, ' ', 1) AND f.name = v.key
	CROSS JOIN unnest(ARRAY[v.value, CASE WHEN f.kind = 'recipient' AND f.name = 'name'
		THEN substring(v.value FROM '[^ ]+$') END]) WITH ORDINALITY AS a (t, n)
	WHERE f.forgets IS NOT NULL AND f.privacy = 'personal' AND f.name <> 'note'
	AND f.type IN ('text', 'code', 'phone') AND t <> f.forgets
	AND (a.n = 2 OR octet_length(t) >= 4));
END $$;

-- The row as it is once the person is forgotten.
CREATE OR REPLACE FUNCTION sync.emptied(in_kind text, doc jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT doc - coalesce(array_agg(f.name) FILTER (WHERE f.forgets = ''), '{}')
		|| coalesce(jsonb_object_agg(f.name, f.forgets)
			FILTER (WHERE f.forgets <> '' AND doc ? f.name), '{}')
	FROM sync.field f WHERE f.kind = in_kind
$$;

-- The same for a row that stays, of what names them; NULL: nothing does.
CREATE OR REPLACE FUNCTION sync.unnamed(in_kind text, doc jsonb, fields text[], terms text[])
RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT doc - array_agg(f.name) || coalesce(jsonb_object_agg(f.name, '(đã ẩn danh)')
		FILTER (WHERE f.type = 'text'), '{}')
	FROM sync.field f WHERE f.kind = in_kind AND f.type <> 'ref'
	AND (fields IS NULL OR f.name = ANY (fields)) AND sync.names(doc ->> f.name, terms)
$$;

-- What is written of devices and SIMs of theirs.
CREATE OR REPLACE FUNCTION sync.forget_around(in_scope text, goods uuid[], terms text[])
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	told record;
	one record;
	theirs text[] := (SELECT coalesce(array_agg(t.id::text), '{}') FROM (
		SELECT unnest(goods) AS id
		UNION ALL SELECT r.id FROM data.request r WHERE r.device = ANY (goods)
		UNION ALL SELECT r.id FROM data.repair r WHERE r.device = ANY (goods)) AS t);
BEGIN
	FOR told IN SELECT * FROM (VALUES ('device', 'id', NULL::text[]), ('sim', 'id', NULL),
			('request', 'id', NULL), ('repair', 'id', NULL),
			('step', 'subject', '{note,waiver}'), ('audit', 'row', '{changes}'))
			AS v (kind, of_column, fields) LOOP
		FOR one IN EXECUTE format('SELECT d.id, sync.unnamed(%L, g.doc, $1, $2) AS doc '
				'FROM data.%I d, sync.get(%L, d.scope, d.id) AS g '
				'WHERE d.scope = $3 AND d.gone IS NULL AND d.%I::text = ANY ($4)',
				told.kind, told.kind, told.kind, told.of_column)
				USING told.fields, terms, in_scope, theirs LOOP
			CONTINUE WHEN one.doc IS NULL;
			PERFORM sync.write(told.kind, in_scope, one.id, 'U', one.doc);
			theirs := theirs || one.id::text;
		END LOOP;
	END LOOP;
	-- Mail may still hold what they said before.
	UPDATE sync.inbox i SET payload = NULL WHERE i.row_id = ANY (theirs);
END $$;

-- As the bench's says_name(): lower case, a tone where the newer spelling puts it.
CREATE OR REPLACE FUNCTION sync.toned(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	older text[] := '{òa,óa,ỏa,õa,ọa,òe,óe,ỏe,õe,ọe,ùy,úy,ủy,ũy,ụy}';
	newer text[] := '{oà,oá,oả,oã,oạ,oè,oé,oẻ,oẽ,oẹ,uỳ,uý,uỷ,uỹ,uỵ}';
BEGIN
	said := lower(normalize(said, NFC));
	FOR i IN 1 .. cardinality(older) LOOP
		said := replace(said, older[i], newer[i]);
	END LOOP;
	RETURN said;
END $$;

-- Full names and numbers of theirs that nobody else in the scope has.
CREATE OR REPLACE FUNCTION sync.sure_terms(in_scope text, in_id uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN (SELECT coalesce(array_agg(t), '{}')
	FROM sync.get('recipient', in_scope, in_id) AS g
	CROSS JOIN unnest(ARRAY[g.doc ->> 'name', g.doc ->> 'guardian', g.doc ->> 'phone',
		g.doc ->> 'personal_id']) AS t
	WHERE t ~ '^[0-9]+$|[^ ] [^ ]' AND t <> '(đã ẩn danh)'
	AND NOT EXISTS (SELECT FROM data.recipient r
		CROSS JOIN sync.get('recipient', in_scope, r.id) AS o
		WHERE r.scope = in_scope AND r.gone IS NULL AND r.id <> in_id
		AND r.state IS DISTINCT FROM 'gone'
		AND t IN (o.doc ->> 'name', o.doc ->> 'guardian', o.doc ->> 'phone')));
END $$;

-- Lines of history anywhere in the scope that surely name them.
CREATE OR REPLACE FUNCTION sync.forget_said(in_scope text, terms text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	told record;
	one record;
BEGIN
	FOR told IN SELECT * FROM (VALUES ('step', '{note,waiver}'::text[], '{}'::jsonb),
			('audit', '{changes}', '{}'),
			('inspection', '{by}', '{"by": "(đã ẩn danh)"}'),
			('inspection', '{note}', '{"note": "(đã ẩn danh)"}'))
			AS v (kind, fields, become) LOOP
		FOR one IN EXECUTE format('SELECT d.id, g.doc - $1 || $4 AS doc FROM data.%I d, '
				'sync.get(%L, d.scope, d.id) AS g WHERE d.scope = $2 '
				'AND d.gone IS NULL AND EXISTS (SELECT FROM unnest($1) AS f, '
				'unnest($3) AS t WHERE position(sync.toned(t) IN '
				'sync.toned(g.doc ->> f)) > 0)', told.kind, told.kind)
				USING told.fields, in_scope, terms, told.become LOOP
			PERFORM sync.write(told.kind, in_scope, one.id, 'U', one.doc);
			UPDATE sync.inbox i SET payload = NULL WHERE i.row_id = one.id::text;
		END LOOP;
	END LOOP;
END $$;

-- A bench has emptied fields (keys of SAID) that named somebody who is gone: mail and conflicts
-- lose them, too, and they are written down. Entries that were not applied yet stay as they are.
CREATE OR REPLACE FUNCTION sync.drop_said(in_scope text, in_id uuid, e sync.inbox, said jsonb)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO sync.said (scope, tbl, row_id, field)
	SELECT in_scope, e.tbl, in_id, v.key FROM jsonb_each_text(said) AS v
	JOIN sync.field f ON f.kind = e.tbl AND f.name = v.key
	WHERE v.value = '(đã ẩn danh)' OR (v.value IS NULL AND f.privacy = 'personal')
	ON CONFLICT DO NOTHING;
	UPDATE sync.inbox i SET payload = NULL
	WHERE i.row_id IN (in_id::text, upper(in_id::text)) AND i.payload IS NOT NULL
	AND EXISTS (SELECT FROM sync.bench b WHERE b.role = i.bench AND b.scope = in_scope)
	AND ((i.bench = e.bench AND i.epoch = e.epoch AND i.seq <= e.seq)
		OR EXISTS (SELECT FROM sync.applied a WHERE a.bench = i.bench
			AND a.epoch = i.epoch AND i.seq <= a.seq));
	PERFORM sync.erase_traces('conflict', format('d.scope = %L AND "row" = $1', in_scope),
		in_id, '{kept,lost}');
END $$;

-- The same fields of a row that a backup knows again.
CREATE OR REPLACE FUNCTION sync.unsay(in_kind text, in_id uuid, in_field text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	one record;
	again integer := 0;
BEGIN
	IF NOT EXISTS (SELECT FROM sync.kind k WHERE k.name = in_kind) THEN
		RETURN 0;
	END IF;
	FOR one IN SELECT s.scope, g.doc, f.type FROM sync.scope s,
			sync.get(in_kind, s.scope, in_id) AS g, sync.field f
			WHERE g.gone IS NULL AND f.kind = in_kind AND f.name = in_field
			AND g.doc ->> in_field <> '(đã ẩn danh)' LOOP
		PERFORM FROM sync.scope s WHERE s.scope = one.scope FOR UPDATE;
		PERFORM sync.write(in_kind, one.scope, in_id, 'U', one.doc - in_field
			|| CASE one.type WHEN 'text' THEN jsonb_build_object(in_field,
				'(đã ẩn danh)') ELSE '{}' END);
		INSERT INTO sync.said (scope, tbl, row_id, field)
		VALUES (one.scope, in_kind, in_id, in_field) ON CONFLICT DO NOTHING;
		UPDATE sync.inbox i SET payload = NULL
		WHERE i.row_id IN (in_id::text, upper(in_id::text));
		again := 1;
	END LOOP;
	RETURN again;
END $$;

-- All of one row: what it says, its files, and what mail, conflicts and history say of it.
CREATE OR REPLACE FUNCTION sync.forget_row(in_kind text, in_scope text, in_id uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	file record;
	here text := format('d.scope = %L AND ', in_scope);
BEGIN
	PERFORM sync.write(in_kind, in_scope, in_id, 'U', sync.emptied(in_kind, g.doc))
	FROM sync.get(in_kind, in_scope, in_id) AS g WHERE g.gone IS NULL;
	FOR file IN SELECT a.id, a.sha256 FROM data.attachment a WHERE a.scope = in_scope
			AND a.subject = in_id::text AND a.gone IS NULL LOOP
		INSERT INTO sync.erased (tbl, row_id, scope, sseq) VALUES ('attachment', file.id,
			in_scope, sync.write('attachment', in_scope, file.id, 'E', '{}'))
		ON CONFLICT DO NOTHING;
		PERFORM sync.blob_sweep(in_scope, file.sha256);
		UPDATE sync.inbox i SET payload = NULL WHERE i.row_id = file.id::text;
	END LOOP;
	UPDATE sync.inbox i SET payload = NULL
	WHERE i.row_id IN (in_id::text, upper(in_id::text));
	PERFORM sync.erase_traces('conflict', here || '"row" = $1', in_id, '{kept,lost}'),
		sync.erase_traces('audit', here || '"row" = $1', in_id, '{changes}'),
		sync.erase_traces('step', here || 'subject = $1', in_id, '{note,waiver}');
END $$;

-- The person, in the scope whose line the caller holds.
CREATE OR REPLACE FUNCTION sync.forget(in_scope text, in_kind text, in_id uuid)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	parts text[] := sync.parts(in_scope, in_kind, in_id);
	terms text[] := sync.terms(in_scope, parts);
	sure text[] := sync.sure_terms(in_scope, in_id);
	goods uuid[] := (SELECT coalesce(array_agg(v), '{}') FROM data.kit k
		CROSS JOIN unnest(ARRAY[k.device, k.sim]) AS v
		WHERE k.scope = in_scope AND k.recipient = in_id AND v IS NOT NULL);
	part text;
BEGIN
	FOREACH part IN ARRAY parts LOOP
		PERFORM sync.forget_row(split_part(part, ' ', 1), in_scope,
			split_part(part, ' ', 2)::uuid);
	END LOOP;
	PERFORM sync.forget_around(in_scope, goods, terms);
	PERFORM sync.forget_said(in_scope, sure);
	INSERT INTO sync.forgotten (scope, tbl, row_id, sseq)
	SELECT in_scope, split_part(p, ' ', 1), split_part(p, ' ', 2)::uuid, s.sseq
	FROM unnest(parts) AS p, sync.scope s WHERE s.scope = in_scope
	ON CONFLICT DO NOTHING;
END $$;

-- Is the row of a forgotten person's, or a new part of one that is?
CREATE OR REPLACE FUNCTION sync.is_forgotten(in_scope text, in_kind text, in_id uuid, mine jsonb)
RETURNS boolean
LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM sync.forgotten f
			WHERE f.scope = in_scope AND f.tbl = in_kind AND f.row_id = in_id)
		OR EXISTS (SELECT FROM sync.field p JOIN sync.forgotten f ON f.scope = in_scope
			AND f.tbl = p.ref AND f.row_id::text = mine ->> p.name
			WHERE p.kind = in_kind AND p.is_part)
$$;
RESET ROLE;

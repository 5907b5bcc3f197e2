-- Makes what every kind needs from its descriptor (sync.kind, sync.field): a table in schema data,
-- one for its personal fields, row security, a view for clerks; and the functions and the feed over
-- all of them. Run at every init and safe to repeat: a new field becomes a new column, a new kind a
-- new table; nothing is ever dropped.
--
-- data.KIND      scope, id, sseq (its latest number), src (who changed it last), gone (NULL here,
--                D deleted, E erased, L left the scope), created_at, updated_at, the open and
--                internal fields, extra: what a newer bench sent and this server does not know
-- data.KIND_pii  scope, id, the personal fields and those of type json, which may hold anything
-- report.KIND    the rows that are here, without personal fields and extra; times as timestamptz;
--                not for clerks where a row is about one child
-- sync.feed      scope, sseq, tbl, row_id, op (U as it is now, or D E L), payload: what is pulled
SET LOCAL ROLE hotroit_owner;

-- Values are kept exactly as benches keep them: a time stays the text it was.
CREATE OR REPLACE FUNCTION sync.column_type(field_type text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE field_type WHEN 'int' THEN 'bigint' WHEN 'money' THEN 'bigint'
		WHEN 'bool' THEN 'smallint' WHEN 'date' THEN 'date' WHEN 'ref' THEN 'uuid'
		ELSE 'text' END
$$;

-- A moment that a bench wrote; NULL for what is none, so that no row can break a report.
CREATE OR REPLACE FUNCTION sync.moment(written text) RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN CASE WHEN written ~ '^\d{4}-\d\d-\d\d' THEN written::timestamptz END;
EXCEPTION WHEN data_exception THEN
	RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sync.is_personal(f sync.field) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT f.privacy = 'personal' OR f.type = 'json'
$$;

-- ANALYZE keeps samples of what is in a column, and nothing that is erased here is erased there: it
-- takes none of those that hold words of people.
CREATE OR REPLACE FUNCTION sync.settle_unsampled(in_schema text, in_table text, in_column text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN %I SET STATISTICS 0', in_schema, in_table,
		in_column);
END $$;

CREATE OR REPLACE FUNCTION sync.settle_table(in_kind text, key_columns text, personal boolean)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	t text := in_kind || CASE WHEN personal THEN '_pii' ELSE '' END;
	one sync.field;
BEGIN
	IF to_regclass(format('data.%I', t)) IS NULL THEN
		EXECUTE format('CREATE TABLE data.%I (scope text NOT NULL, id uuid NOT NULL, %s '
			'PRIMARY KEY (id, scope))', t, key_columns);
		EXECUTE format('ALTER TABLE data.%I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE data.%I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY inside ON data.%I TO hotroit_owner, hotroit_apply '
			'USING (true) WITH CHECK (true)', t);
		EXECUTE format('CREATE POLICY officer ON data.%I FOR SELECT TO hotroit_officer '
			'USING (true)', t);
		EXECUTE format('CREATE POLICY bench ON data.%I FOR SELECT TO hotroit_bench '
			'USING (scope = ANY ((SELECT sync.scopes())::text[]))', t);
		EXECUTE format('CREATE POLICY province ON data.%I FOR SELECT TO hotroit_province '
			'USING (true)', t);
		EXECUTE format('GRANT SELECT ON data.%I TO hotroit_bench, hotroit_officer', t);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON data.%I TO '
			'hotroit_apply', t);
	END IF;
	FOR one IN SELECT * FROM sync.field f WHERE f.kind = in_kind
			AND sync.is_personal(f) = personal ORDER BY f.n LOOP
		EXECUTE format('ALTER TABLE data.%I ADD COLUMN IF NOT EXISTS %I %s', t, one.name,
			sync.column_type(one.type));
		IF personal OR one.type IN ('text', 'code', 'phone') THEN
			PERFORM sync.settle_unsampled('data', t, one.name);
		END IF;
	END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sync.has_personal(in_kind text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT EXISTS (SELECT FROM sync.field f WHERE f.kind = in_kind AND sync.is_personal(f))
$$;

-- The columns of a kind, each as PATTERN says ('%1$I' is its name), or NULL for none.
CREATE OR REPLACE FUNCTION sync.each_field(in_kind text, personal boolean, pattern text)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT string_agg(format(pattern, f.name), ', ' ORDER BY f.n) FROM sync.field f
	WHERE f.kind = in_kind AND sync.is_personal(f) = each_field.personal
$$;

-- SELECT of one kind's rows as the feed and get() give them: scope, sseq, id, gone, src, doc.
CREATE OR REPLACE FUNCTION sync.row_query(in_kind text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT format('SELECT d.scope, d.sseq, d.id, d.gone, d.src, '
		'jsonb_strip_nulls(to_jsonb(d.*) '
		'- ''{scope,sseq,id,gone,src,extra}''::text[]%s) || '
		'coalesce(d.extra, ''{}'') AS doc '
		'FROM data.%I d%s',
		CASE WHEN has THEN ' || coalesce(to_jsonb(p.*) - ''{scope,id}''::text[], ''{}'')'
			ELSE '' END,
		in_kind, CASE WHEN has THEN format(' LEFT JOIN data.%I p ON p.scope = d.scope '
			'AND p.id = d.id',
			in_kind || '_pii') ELSE '' END)
	FROM sync.has_personal(in_kind) AS has
$$;

-- A condition on a row as JSON: PostgreSQL reads "today" and "{…}" as well, and would keep another
-- text than was sent.
CREATE OR REPLACE FUNCTION sync.is_exact(in_kind text, doc text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT coalesce(string_agg(format('coalesce(%s ->> %L ~ %L, true)', doc, f.name,
		CASE f.type WHEN 'date' THEN '^\d{4}-\d\d-\d\d$'
			ELSE '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' END), ' AND '), 'true')
	FROM sync.field f WHERE f.kind = in_kind AND f.type IN ('date', 'ref')
$$;

-- What put() does for one kind.
CREATE OR REPLACE FUNCTION sync.put_branch(in_kind text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	columns text := sync.each_field(in_kind, false, '%1$I');
	personal text := sync.each_field(in_kind, true, '%1$I');
	keys text := (SELECT array_agg(f.name)::text FROM sync.field f WHERE f.kind = in_kind);
	branch text;
BEGIN
	branch := format(E'\tWHEN %L THEN\n\t\tIF NOT (%s) THEN '
		'RAISE invalid_text_representation; END IF;\n', in_kind,
		sync.is_exact(in_kind, 'in_doc')) || format(E'\t\tINSERT INTO data.%I AS d '
		'(scope, id, sseq, src, gone, created_at, updated_at, extra%s) '
		'SELECT in_scope, in_id, in_sseq, session_user, in_gone, '
		'r.created_at, r.updated_at, nullif(in_doc - %L::text[] - '
		'''{scope,sseq,id,gone,src,extra,created_at,updated_at}''::text[], ''{}'')%s '
		'FROM jsonb_populate_record(NULL::data.%I, in_doc) r '
		'ON CONFLICT (scope, id) DO UPDATE '
		'SET (sseq, src, gone, created_at, updated_at, extra%s) '
		'= ROW (excluded.sseq, excluded.src, excluded.gone, excluded.created_at, '
		'excluded.updated_at, excluded.extra%s);\n',
		in_kind, coalesce(', ' || columns, ''), coalesce(keys, '{}'),
		coalesce(', ' || sync.each_field(in_kind, false, 'r.%1$I'), ''), in_kind,
		coalesce(', ' || columns, ''),
		coalesce(', ' || sync.each_field(in_kind, false, 'excluded.%1$I'), ''));
	IF personal IS NOT NULL THEN
		branch := branch || format(E'\t\tIF in_gone IS NOT NULL THEN\n\t\t\t'
			'DELETE FROM data.%1$I d '
			'WHERE d.scope = in_scope AND d.id = in_id;'
			'\n\t\tELSE\n\t\t\tINSERT INTO data.%1$I AS d (scope, id, %2$s) '
			'SELECT in_scope, in_id, %3$s '
			'FROM jsonb_populate_record(NULL::data.%1$I, in_doc) r '
			'ON CONFLICT (scope, id) DO UPDATE SET (%2$s) = ROW (%4$s);'
			'\n\t\tEND IF;\n',
			in_kind || '_pii', personal, sync.each_field(in_kind, true, 'r.%1$I'),
			sync.each_field(in_kind, true, 'excluded.%1$I'));
	END IF;
	RETURN branch;
END $$;

-- Kinds of which a row is about one child: clerks have counts of them (2000_reports.sql), no rows.
CREATE OR REPLACE FUNCTION sync.is_of_children(in_kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT in_kind IN ('recipient', 'roster_line', 'consent', 'approval', 'kit', 'visit',
		'rights')
$$;

-- report.KIND. A clerk's column is the field's name; a moment is one.
CREATE OR REPLACE FUNCTION sync.settle_report(in_kind text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	columns text := (SELECT string_agg(CASE WHEN f.type = 'time'
		THEN format('sync.moment(%1$I) AS %1$I', f.name) ELSE format('%I', f.name) END, ', '
		ORDER BY f.n) FROM sync.field f WHERE f.kind = in_kind AND NOT sync.is_personal(f));
BEGIN
	EXECUTE format('CREATE OR REPLACE VIEW report.%I AS SELECT scope, id, '
		'sync.moment(created_at) AS created_at, sync.moment(updated_at) AS updated_at%s '
		'FROM data.%I WHERE gone IS NULL', in_kind,
		coalesce(', ' || columns, ''), in_kind);
	IF NOT sync.is_of_children(in_kind) THEN
		EXECUTE format('GRANT SELECT ON report.%I TO hotroit_clerk', in_kind);
	END IF;
END $$;

-- Takes the descriptors in: [{"name","class","label","fields":[{"name","type","privacy","label",
-- "ref","first_stays","is_part","forgets","choices":[{"key","label"}]}]}], in their order.
CREATE OR REPLACE FUNCTION sync.describe(kinds jsonb) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
	INSERT INTO sync.kind (name, n, class, label)
	SELECT k ->> 'name', n, k ->> 'class', k ->> 'label'
	FROM jsonb_array_elements(kinds) WITH ORDINALITY AS a (k, n)
	ON CONFLICT (name) DO UPDATE SET n = excluded.n, class = excluded.class,
		label = excluded.label;
	INSERT INTO sync.field (kind, name, n, type, privacy, label, ref, first_stays, is_part,
		forgets)
	SELECT k ->> 'name', f ->> 'name', n, f ->> 'type', f ->> 'privacy', f ->> 'label',
		f ->> 'ref', (f ->> 'first_stays')::boolean,
		coalesce((f ->> 'is_part')::boolean, false), f ->> 'forgets'
	FROM jsonb_array_elements(kinds) AS k,
		jsonb_array_elements(k -> 'fields') WITH ORDINALITY AS a (f, n)
	ON CONFLICT (kind, name) DO UPDATE SET n = excluded.n, privacy = excluded.privacy,
		label = excluded.label, ref = excluded.ref, first_stays = excluded.first_stays,
		is_part = excluded.is_part, forgets = excluded.forgets;
	INSERT INTO sync.choice (kind, field, key, n, label)
	SELECT k ->> 'name', f ->> 'name', c ->> 'key', n, c ->> 'label'
	FROM jsonb_array_elements(kinds) AS k, jsonb_array_elements(k -> 'fields') AS f,
		jsonb_array_elements(f -> 'choices') WITH ORDINALITY AS a (c, n)
	ON CONFLICT (kind, field, key) DO UPDATE SET n = excluded.n, label = excluded.label;
$$;

-- What newer benches sent before this server knew the column takes its place in it. A value that
-- does not fit stays where it was.
CREATE OR REPLACE FUNCTION sync.settle_extra(in_kind text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	here record;
BEGIN
	FOR here IN EXECUTE format('SELECT d.scope, d.id, d.sseq, d.src, d.gone FROM data.%I d '
			'WHERE d.extra ?| $1', in_kind) USING ARRAY(SELECT f.name FROM sync.field f
			WHERE f.kind = in_kind) LOOP
		BEGIN
			PERFORM sync.put(in_kind, here.scope, here.id, here.sseq, here.gone, g.doc)
			FROM sync.get(in_kind, here.scope, here.id) AS g;
			EXECUTE format('UPDATE data.%I d SET src = $1 WHERE d.scope = $2 '
				'AND d.id = $3', in_kind) USING here.src, here.scope, here.id;
		EXCEPTION WHEN data_exception THEN
			CONTINUE;
		END;
	END LOOP;
END $$;

-- Everything that follows from the descriptors.
CREATE OR REPLACE FUNCTION sync.settle() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	k sync.kind;
	puts text := '';
	gets text := '';
	feed text := '';
BEGIN
	-- feed: in the order of its index, kind by kind, so that they only need to be merged.
	-- get(): || '' leaves only the key as a way to the row, whatever the planner thinks of a
	-- table that was empty when the plan was made. Where it is cut into parts each of them is
	-- asked: dearer, and never as dear as the wrong index.
	PERFORM sync.settle_unsampled('sync', 'inbox', 'payload');
	FOR k IN SELECT * FROM sync.kind ORDER BY n LOOP
		PERFORM sync.settle_table(k.name, 'sseq bigint NOT NULL, src text NOT NULL, '
			'gone text CHECK (gone IN (''D'', ''E'', ''L'')), created_at text, '
			'updated_at text, extra jsonb, UNIQUE (scope, sseq),', false);
		PERFORM sync.settle_unsampled('data', k.name, 'extra');
		IF sync.has_personal(k.name) THEN
			PERFORM sync.settle_table(k.name, '', true);
		END IF;
		PERFORM sync.settle_report(k.name);
		puts := puts || sync.put_branch(k.name);
		gets := gets || format(E'\tWHEN %L THEN\n\t\tRETURN QUERY '
			'SELECT q.sseq, q.gone, q.src, q.doc FROM (%s '
			'WHERE d.id = in_id AND d.scope || '''' = in_scope) AS q;\n', k.name,
			sync.row_query(k.name));
		feed := feed || CASE WHEN feed = '' THEN '' ELSE ' UNION ALL ' END
			|| format('SELECT q.scope, q.sseq, %L::text AS tbl, q.id AS row_id, '
			'coalesce(q.gone, ''U'') AS op, CASE WHEN q.gone IS NULL '
			'THEN q.doc END AS payload '
			'FROM (%s ORDER BY d.scope, d.sseq) AS q', k.name, sync.row_query(k.name));
	END LOOP;
	EXECUTE 'CREATE OR REPLACE FUNCTION sync.put(in_kind text, in_scope text, in_id uuid, '
		'in_sseq bigint, in_gone text, in_doc jsonb) RETURNS void LANGUAGE plpgsql '
		'AS $put$ BEGIN CASE in_kind ' || puts
		|| ' END CASE; END $put$';
	EXECUTE 'CREATE OR REPLACE FUNCTION sync.get(in_kind text, in_scope text, in_id uuid) '
		'RETURNS TABLE (sseq bigint, gone text, src text, doc jsonb) '
		'LANGUAGE plpgsql STABLE AS $get$ BEGIN CASE in_kind ' || gets
		|| ' END CASE; END $get$';
	GRANT EXECUTE ON FUNCTION sync.put(text, text, uuid, bigint, text, jsonb),
		sync.get(text, text, uuid) TO hotroit_apply;
	FOR k IN SELECT * FROM sync.kind ORDER BY n LOOP
		PERFORM sync.settle_extra(k.name);
	END LOOP;
	EXECUTE 'CREATE OR REPLACE VIEW sync.feed WITH (security_invoker = true) AS ' || feed;
	GRANT SELECT ON sync.feed TO hotroit_bench, hotroit_officer;
	PERFORM sync.settle_new();
END $$;
RESET ROLE;

-- What a clerk asks of a district, ready made; for everything else there is report.KIND. Column
-- names are Vietnamese without marks, so that they need no quotes in psql; no personal field is in
-- any of them. Run at every init, after the kinds' tables.
SET LOCAL ROLE hotroit_owner;

-- The word that people use for a choice.
CREATE OR REPLACE FUNCTION sync.word(in_kind text, in_field text, in_key text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT coalesce((SELECT c.label FROM sync.choice c
		WHERE c.kind = in_kind AND c.field = in_field AND c.key = in_key), in_key)
$$;
GRANT EXECUTE ON FUNCTION sync.word(text, text, text) TO hotroit_clerk;

-- The calendar of Vietnam, for a server anywhere.
CREATE OR REPLACE FUNCTION sync.vn_day(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
$$;
GRANT EXECUTE ON FUNCTION sync.vn_day(timestamptz) TO hotroit_clerk;
GRANT USAGE ON SCHEMA sync TO hotroit_clerk;

-- Devices by unit, kind and state.
CREATE OR REPLACE VIEW report.thiet_bi_theo_trang_thai AS
SELECT scope AS don_vi, sync.word('device', 'kind', kind) AS loai,
	sync.word('device', 'state', state) AS trang_thai, count(*) AS so_luong
FROM report.device GROUP BY scope, kind, state;

-- Repairs by unit and state: how many, their hours and cost.
CREATE OR REPLACE VIEW report.sua_chua AS
SELECT scope AS don_vi, sync.word('repair', 'state', state) AS trang_thai,
	sync.word('repair', 'result', result) AS ket_qua, count(*) AS so_phieu,
	sum(minutes) AS so_phut, sum(cost) AS chi_phi
FROM report.repair GROUP BY scope, state, result;

-- Requests by unit and month: how many were first contacted within 24 clock hours (the target),
-- later, or wait past it.
CREATE OR REPLACE VIEW report.yeu_cau_ho_tro AS
SELECT scope AS don_vi, date_trunc('month', sync.vn_day(received_at))::date AS thang,
	count(*) AS so_yeu_cau,
	count(*) FILTER (WHERE first_contact_at <= received_at + interval '24 hours')
		AS trong_24_gio,
	count(*) FILTER (WHERE first_contact_at > received_at + interval '24 hours') AS tre,
	count(*) FILTER (WHERE first_contact_at IS NULL
		AND now() > received_at + interval '24 hours') AS qua_han,
	count(*) FILTER (WHERE resolved_at IS NOT NULL) AS da_xong
FROM report.request GROUP BY scope, date_trunc('month', sync.vn_day(received_at));

-- The fund by unit: in, out, what is left.
CREATE OR REPLACE VIEW report.so_du_quy AS
SELECT scope AS don_vi, coalesce(sum(amount) FILTER (WHERE direction = 'in'), 0) AS thu,
	coalesce(sum(amount) FILTER (WHERE direction = 'out'), 0) AS chi,
	coalesce(sum(CASE direction WHEN 'in' THEN amount ELSE -amount END), 0) AS con_lai
FROM report.fund GROUP BY scope;

-- Devices handed over in each month against the target of 2 a month, the whole programme together;
-- a handing over that was undone does not count.
CREATE OR REPLACE VIEW report.ban_giao_theo_thang AS
SELECT date_trunc('month', sync.vn_day(s.at))::date AS thang,
	count(DISTINCT s.subject) AS da_trao, 2 AS chi_tieu,
	count(DISTINCT s.subject) >= 2 AS dat_chi_tieu
FROM report.step s
WHERE s.kind = 'device' AND s.to_state = 'handed-over' AND s.undoes IS NULL
AND NOT EXISTS (SELECT FROM report.step u WHERE u.undoes = s.id::text)
GROUP BY date_trunc('month', sync.vn_day(s.at));

-- How each bench is doing.
CREATE OR REPLACE VIEW report.ban_lam_viec AS
SELECT b.name AS ban, b.scope AS don_vi, b.seen_at AS dong_bo_lan_cuoi,
	b.revoked_at AS thu_hoi_luc,
	(SELECT count(*) FROM sync.reject r WHERE r.bench = b.role) AS dong_bi_tu_choi
FROM sync.bench b;

GRANT SELECT ON ALL TABLES IN SCHEMA report TO hotroit_clerk;
RESET ROLE;

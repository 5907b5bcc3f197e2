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

-- What a reference says; NULL: no such row here.
CREATE OR REPLACE FUNCTION sync.unit_name(in_id uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT u.name FROM data.unit u WHERE u.id = in_id AND u.gone IS NULL LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION sync.unit_name(uuid) TO hotroit_clerk;

CREATE OR REPLACE FUNCTION sync.vn_today() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT sync.vn_day(now())
$$;
GRANT EXECUTE ON FUNCTION sync.vn_today() TO hotroit_clerk;

-- Pupils by commune, circumstance and state: how many, never who.
CREATE OR REPLACE VIEW report.hoc_sinh AS
SELECT r.scope AS don_vi, sync.unit_name(r.unit) AS xa_phuong,
	sync.word('recipient', 'circumstance', r.circumstance) AS hoan_canh,
	sync.word('recipient', 'state', r.state) AS trang_thai, count(*) AS so_em
FROM report.recipient r GROUP BY r.scope, r.unit, r.circumstance, r.state;

-- Kits by state, and how many are kept past their day.
CREATE OR REPLACE VIEW report.bo_may_trao AS
SELECT k.scope AS don_vi, sync.word('kit', 'state', k.state) AS trang_thai, count(*) AS so_bo,
	count(*) FILTER (WHERE k.state = 'reserved'
		AND k.reserved_until < sync.vn_today()) AS qua_han_giu
FROM report.kit k GROUP BY k.scope, k.state;

-- Handed over in each month at each school, what came back since included, and what is still there.
CREATE OR REPLACE VIEW report.trao_theo_truong AS
SELECT k.scope AS don_vi, date_trunc('month', sync.vn_day(k.given_at))::date AS thang,
	sync.unit_name(r.school) AS truong, count(*) AS da_trao,
	count(*) FILTER (WHERE k.state = 'given') AS con_giu,
	count(k.device) AS thiet_bi, count(k.sim) AS sim
FROM report.kit k LEFT JOIN report.recipient r ON r.id = k.recipient AND r.scope = k.scope
WHERE k.given_at IS NOT NULL AND k.state IN ('given', 'returned', 'lost')
GROUP BY k.scope, date_trunc('month', sync.vn_day(k.given_at)), r.school;

-- Days on which devices were or will be given.
CREATE OR REPLACE VIEW report.buoi_trao AS
SELECT h.scope AS don_vi, h.on_date AS ngay, h.name AS buoi,
	sync.word('handover', 'state', h.state) AS trang_thai, count(k.id) AS so_bo,
	count(k.id) FILTER (WHERE k.state IN ('given', 'returned', 'lost')) AS da_trao,
	count(k.id) FILTER (WHERE k.state = 'no-show') AS vang
FROM report.handover h LEFT JOIN report.kit k ON k.handover = h.id AND k.scope = h.scope
GROUP BY h.scope, h.id, h.on_date, h.name, h.state;

-- Visits by the month they are due in.
CREATE OR REPLACE VIEW report.tham_sau_trao AS
SELECT v.scope AS don_vi, date_trunc('month', v.due)::date AS thang, count(*) AS so_luot,
	count(*) FILTER (WHERE v.state = 'done') AS da_tham,
	count(*) FILTER (WHERE v.state = 'due' AND v.due < sync.vn_today()) AS qua_hen,
	count(*) FILTER (WHERE v.result = 'needs-repair') AS can_sua
FROM report.visit v WHERE v.state <> 'cancelled' GROUP BY v.scope, date_trunc('month', v.due);

-- What people asked about their data: by what was asked and how far it is; late: after the law's
-- day, or past it and still open.
CREATE OR REPLACE VIEW report.de_nghi_du_lieu AS
SELECT q.scope AS don_vi, sync.word('rights', 'asked', q.asked) AS viec,
	sync.word('rights', 'state', q.state) AS trang_thai, count(*) AS so_de_nghi,
	count(*) FILTER (WHERE coalesce(sync.vn_day(q.answered_at), sync.vn_today())
		> q.answer_due) AS tra_loi_tre,
	count(*) FILTER (WHERE coalesce(sync.vn_day(q.done_at), sync.vn_today()) > q.due)
		AS lam_tre
FROM report.rights q GROUP BY q.scope, q.asked, q.state;

-- Months that were closed; the same sum everywhere is the same figures.
CREATE OR REPLACE VIEW report.chot_thang AS
SELECT c.scope AS don_vi, c.month AS thang, c.closed_at AS chot_luc, c.sha256 AS ma_kiem
FROM report.closing c;

-- How each bench is doing.
CREATE OR REPLACE VIEW report.ban_lam_viec AS
SELECT b.name AS ban, b.scope AS don_vi, b.seen_at AS dong_bo_lan_cuoi,
	b.revoked_at AS thu_hoi_luc,
	(SELECT count(*) FROM sync.reject r WHERE r.bench = b.role) AS dong_bi_tu_choi
FROM sync.bench b;

GRANT SELECT ON ALL TABLES IN SCHEMA report TO hotroit_clerk;
DO $$
DECLARE
	one text;
BEGIN
	FOR one IN SELECT k.name FROM sync.kind k WHERE sync.is_of_children(k.name) LOOP
		EXECUTE format('REVOKE ALL ON report.%I FROM hotroit_clerk', one);
	END LOOP;
END $$;
RESET ROLE;

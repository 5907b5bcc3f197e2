-- What a clerk asks of the plans' tasks, the movement and pilot schools: counts and sums.
SET LOCAL ROLE hotroit_owner;

-- Tasks by plan and state, in đồng; a spending that was taken back, and the line that takes it
-- back, are in no sum.
CREATE OR REPLACE VIEW report.nhiem_vu AS
SELECT t.scope AS don_vi, t.plan AS ke_hoach, sync.word('task', 'state', t.state) AS trang_thai,
	count(*) AS so_nhiem_vu, coalesce(sum(t.budget), 0) AS kinh_phi,
	coalesce(sum((SELECT sum(s.amount) FROM report.spending s
		WHERE s.task = t.id AND s.scope = t.scope AND s.reverses IS NULL
		AND NOT EXISTS (SELECT FROM report.spending r WHERE r.reverses = s.id))), 0)
		AS da_chi
FROM report.task t GROUP BY t.scope, t.plan, t.state;

-- What each plan's tasks may cost by their own numbers and by their phases: where the two are not
-- the same, the plan's printed words stand with the tasks.
CREATE OR REPLACE VIEW report.kinh_phi_nhiem_vu AS
SELECT t.scope AS don_vi, t.plan AS ke_hoach, t.number AS so, t.name AS nhiem_vu,
	t.budget AS kinh_phi, p.cong AS giai_doan_cong_lai,
	t.budget IS DISTINCT FROM coalesce(p.cong, t.budget) AS lech
FROM report.task t LEFT JOIN (SELECT scope, task, sum(budget) AS cong FROM report.phase
	GROUP BY scope, task) p ON p.task = t.id AND p.scope = t.scope;

-- Activities by unit, month and area (NULL: nobody said); those of one course or contest are one,
-- the earliest.
CREATE OR REPLACE VIEW report.phong_trao AS
SELECT a.scope AS don_vi, sync.unit_name(a.unit) AS cua_don_vi,
	date_trunc('month', a.on_date)::date AS thang, a.area AS noi_dung,
	count(*) AS so_hoat_dong, sum(a.participants) AS luot_nguoi
FROM report.activity a
WHERE a.about IS NULL OR NOT EXISTS (SELECT FROM report.activity b
	WHERE b.scope = a.scope AND b.about = a.about
	AND (b.on_date, b.id::text) < (a.on_date, a.id::text))
GROUP BY a.scope, a.unit, date_trunc('month', a.on_date), a.area;

-- Pilot schools by plan, level and state.
CREATE OR REPLACE VIEW report.truong_thi_diem AS
SELECT p.scope AS don_vi, p.plan AS ke_hoach, p.plan_item AS muc,
	sync.word('unit', 'level', u.level) AS cap_hoc,
	sync.word('pilot', 'state', p.state) AS trang_thai, count(*) AS so_truong
FROM report.pilot p LEFT JOIN report.unit u ON u.id = p.school
GROUP BY p.scope, p.plan, p.plan_item, u.level, p.state;

-- The yearly review: units by their points, equal ones in one place.
CREATE OR REPLACE VIEW report.xep_hang_don_vi AS
SELECT e.scope AS don_vi, e.year AS nam, sync.unit_name(e.unit) AS ten_don_vi, e.points AS diem,
	e.rank AS xep_loai,
	rank() OVER (PARTITION BY e.scope, e.year ORDER BY e.points DESC) AS hang
FROM report.evaluation e
WHERE NOT EXISTS (SELECT FROM report.evaluation b
	WHERE b.scope = e.scope AND b.unit = e.unit AND b.year = e.year
	AND (b.created_at, b.id::text) > (e.created_at, e.id::text));

GRANT SELECT ON report.nhiem_vu, report.kinh_phi_nhiem_vu, report.phong_trao,
	report.truong_thi_diem, report.xep_hang_don_vi TO hotroit_clerk;
RESET ROLE;

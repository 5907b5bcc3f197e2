-- What a clerk asks of a district's training; as in 2000_reports.sql. Run at every init, after the
-- kinds' tables.
SET LOCAL ROLE hotroit_owner;

-- Minutes that count of one person in one session: two benches may have written both down, and
-- nobody sits longer than it lasts.
CREATE OR REPLACE VIEW report.phut_du_hoc AS
SELECT s.scope AS don_vi, s.course AS khoa, s.id AS buoi, a.registration AS hoc_vien,
	least(max(a.minutes), s.minutes) AS so_phut
FROM report.attendance a JOIN report.session s ON s.id = a.session AND s.scope = a.scope
WHERE a.state = 'counted' AND s.cancelled IS DISTINCT FROM 1
GROUP BY s.scope, s.course, s.id, s.minutes, a.registration;

-- Courses and how far they are.
CREATE OR REPLACE VIEW report.khoa_hoc AS
SELECT c.scope AS don_vi, c.year AS nam, c.tag AS ma_khoa, c.name AS khoa,
	sync.word('course', 'state', c.state) AS trang_thai,
	count(r.id) FILTER (WHERE r.state IN ('registered', 'completed', 'not-completed'))
		AS so_nguoi,
	count(r.id) FILTER (WHERE r.state = 'waiting') AS cho_cho,
	count(r.id) FILTER (WHERE r.state = 'completed') AS hoan_thanh
FROM report.course c LEFT JOIN report.registration r ON r.course = c.id AND r.scope = c.scope
GROUP BY c.scope, c.id, c.year, c.tag, c.name, c.state;

-- Hours of training by year and unit.
CREATE OR REPLACE VIEW report.gio_tap_huan AS
SELECT c.scope AS don_vi, c.year AS nam, sync.unit_name(r.unit) AS noi_cong_tac,
	count(DISTINCT r.id) AS so_nguoi,
	count(DISTINCT r.id) FILTER (WHERE r.state = 'completed') AS hoan_thanh,
	coalesce(sum(p.so_phut), 0) / 60.0 AS so_gio
FROM report.course c JOIN report.registration r ON r.course = c.id AND r.scope = c.scope
	LEFT JOIN report.phut_du_hoc p ON p.hoc_vien = r.id AND p.don_vi = r.scope
WHERE c.state <> 'cancelled' AND r.state IN ('registered', 'completed', 'not-completed')
GROUP BY c.scope, c.year, r.unit;

GRANT SELECT ON report.phut_du_hoc, report.khoa_hoc, report.gio_tap_huan TO hotroit_clerk;
RESET ROLE;

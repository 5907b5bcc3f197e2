-- What the plan says of a SIM, kept as a device's is. A SIM has no snapshot of its own, so there is
-- no row of table verdict for it. Columns travel by their place: new ones come last.
ALTER TABLE sim ADD COLUMN verdict TEXT;
ALTER TABLE sim ADD COLUMN measured_verdict TEXT;
ALTER TABLE sim ADD COLUMN plan TEXT;

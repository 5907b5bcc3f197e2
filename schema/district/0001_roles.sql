-- Who may do what on a district's database. Run once, as a role that may make roles.
--
--   hotroit_owner    owns schemas, tables and views; nobody signs in as it
--   hotroit_apply    what the functions that benches call run as: reads and writes rows, makes
--                    nothing
--   hotroit_bench    every bench's own role is a member; a bench's rights are all here
--   hotroit_clerk    reads the reports (schema report), which hold no personal field
--   hotroit_province the province's subscription reads the published columns as a member of it
--   hotroit_officer  a clerk who may also read personal fields (schema data) and the lists of sync
--
-- Roles belong to the whole cluster: another district's database beside this one shares the
-- group roles, and still lets in only who was enrolled in it.
DO $$
DECLARE
	wanted text;
BEGIN
	FOREACH wanted IN ARRAY ARRAY['hotroit_owner', 'hotroit_apply', 'hotroit_bench',
		'hotroit_clerk', 'hotroit_officer', 'hotroit_province'] LOOP
		IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
			EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
		END IF;
	END LOOP;
	-- No TEMP: a temporary view of a bench's would run its functions as who reads it.
	EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
	-- For the publication to the province.
	EXECUTE format('GRANT CREATE ON DATABASE %I TO hotroit_owner', current_database());
	EXECUTE format('GRANT CONNECT ON DATABASE %I TO hotroit_clerk, hotroit_officer, '
		'hotroit_province', current_database());
END $$;

GRANT hotroit_clerk TO hotroit_officer;
GRANT hotroit_apply TO hotroit_owner;
GRANT hotroit_owner TO CURRENT_USER;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA sync AUTHORIZATION hotroit_owner; -- how rows travel
CREATE SCHEMA data AUTHORIZATION hotroit_owner; -- one table a kind, generated from the descriptors
CREATE SCHEMA report AUTHORIZATION hotroit_owner; -- what a clerk reads
GRANT USAGE ON SCHEMA sync, data TO hotroit_bench, hotroit_officer, hotroit_apply;
GRANT USAGE ON SCHEMA data TO hotroit_province;
GRANT USAGE ON SCHEMA report TO hotroit_clerk;

-- A function is nobody's to call until it is granted by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE hotroit_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

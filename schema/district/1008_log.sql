-- The server's log holds no personal data: no statement, no parameter, no detail, and no error text
-- of this database ("invalid input: ..." would quote it); crashes and connections stay. Needs a
-- superuser; hotroit district status says when the settings are otherwise.
DO $$
DECLARE
	setting text[];
BEGIN
	IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
		FOREACH setting SLICE 1 IN ARRAY ARRAY[['log_statement', 'none'],
			['log_min_error_statement', 'panic'], ['log_min_messages', 'fatal'],
			['log_error_verbosity', 'terse'], ['log_min_duration_statement', '-1'],
			['log_min_duration_sample', '-1'], ['log_transaction_sample_rate', '0'],
			['log_duration', 'off'], ['log_lock_waits', 'off'],
			['log_parameter_max_length', '0'], ['log_parameter_max_length_on_error',
				'0']] LOOP
			EXECUTE format('ALTER DATABASE %I SET %I = %L', current_database(),
				setting[1],
				setting[2]);
		END LOOP;
	END IF;
END $$;

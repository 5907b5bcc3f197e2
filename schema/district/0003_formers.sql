-- The units that a bench was of before it was given another: what it had changed there and not sent
-- still goes there (sync.apply_former()).
SET LOCAL ROLE hotroit_owner;
ALTER TABLE sync.bench ADD COLUMN formers text[] NOT NULL DEFAULT '{}';
RESET ROLE;

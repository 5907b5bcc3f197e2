#!/bin/sh
# What the long runs of tests/sync/soak found once stays mended.
exec "$SRC/tests/sync/cases" --bin "$BIN" edit_while_sending chain_after_restore chain_after_move \
	moved_half_way erased_before_sent decided_apart saved_unchanged undone_before_sent

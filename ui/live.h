/* What the live stick's screen answers: exit codes of hotroit-live that packaging/live/session
 * understands. */
#ifndef HOTROIT_LIVE_H
#define HOTROIT_LIVE_H

enum live_answer {
	LIVE_NEXT = 0,
	LIVE_AGAIN = 10,
	LIVE_OFF = 11,
	LIVE_REBOOT = 12,
	LIVE_SEND = 13
};

/* What the guided tests need: hotroit-check, the file with the snapshot, and where the snapshot
 * with the results goes, without ".json". */
struct live_tests {
	const char *program, *snapshot, *out;
};

#endif

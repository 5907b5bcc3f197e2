/* A pseudo-terminal with a program on it and libvterm behind it. */
#ifndef HOTROIT_TESTS_VT_H
#define HOTROIT_TESTS_VT_H

#include "text.h"

#include <termios.h>
#include <vterm.h>

struct vt {
	VTerm *term;
	VTermScreen *screen;
	struct arena arena;
	int rows, columns;
	int master, slave; /* slave stays open here, to look at its termios afterwards */
	struct termios before;
	pid_t pid;
	bool alternate, cursor; /* as the program last said */
	uint64_t bytes; /* written by the program so far */
	unsigned bells; /* rung by it so far */
};

void vt_init(struct vt *vt);
void vt_done(struct vt *vt);
/* NOW: the program is told. */
void vt_size(struct vt *vt, int rows, int columns, bool now);
int vt_start(struct vt *vt, const char *const *argv);
/* Takes in what the program writes until it has been quiet for QUIET_MS; false when it is gone. */
bool vt_pump(struct vt *vt, int quiet_ms);
bool vt_key(struct vt *vt, const char *name);
void vt_type(struct vt *vt, const char *text);
void vt_hangup(struct vt *vt);
bool vt_shows(struct vt *vt, const char *text);
/* The letters, then the cursor and the runs of attributes. */
void vt_print(struct vt *vt, struct buf *ret);
bool vt_is_sane(struct vt *vt);

#endif

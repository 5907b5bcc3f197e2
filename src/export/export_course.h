/* Danh sách điểm danh: who is expected in a course, with room to sign for each session. */
#ifndef HOTROIT_EXPORT_COURSE_H
#define HOTROIT_EXPORT_COURSE_H

#include "export.h"

#define ATTENDANCE_SESSIONS_MAX 4 /* have a column each; of a longer course a paper a session */

struct attendance_line {
	const char *name, *unit, *post, *tag; /* post: class or office */
	const char *seen[ATTENDANCE_SESSIONS_MAX]; /* "240 phút"; NULL: to be signed */
};

struct attendance_list {
	struct paper_head head;
	const char *about; /* the course, where, when */
	const char *sessions[ATTENDANCE_SESSIONS_MAX]; /* "Buổi 1\n12/03/2027" */
	size_t session_count; /* 1 to ATTENDANCE_SESSIONS_MAX */
	const struct attendance_line *lines;
	size_t count;
};

/* -EINVAL: nobody, or no session. */
int export_attendance(struct buf *ret, const struct attendance_list *list,
		      struct err *err) MUST_USE;

#endif

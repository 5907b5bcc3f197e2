/* See pointer.h. */
#include "pointer.h"
#include "text.h"

#include <string.h>

#define FAR_RELATIVE 60 /* a mouse's counts: some millimetres */
#define FAR_PART 8 /* of an absolute one's reach */

static void went(struct pointer *pointer, unsigned axis, int by)
{
	int *far = &pointer->far[2 * axis + (by < 0)];
	int distance = by < 0 ? -by : by;

	/* Enough is enough: no sum can run over. */
	if (*far < 1000000 && distance < 1000000)
		*far += distance;
}

static void placed(struct pointer *pointer, unsigned axis, int at)
{
	if (at < -1000000 || at > 1000000)
		return;
	if (pointer->is_placed[axis])
		went(pointer, axis, at - pointer->last[axis]);
	pointer->last[axis] = at;
	pointer->is_placed[axis] = true;
}

void pointer_event(struct pointer *pointer, const struct input_event *event)
{
	if (event->type == EV_REL && (event->code == REL_X || event->code == REL_Y))
		went(pointer, event->code == REL_Y, event->value > -1000000 ? event->value : 0);
	if (event->type == EV_ABS && (event->code == ABS_X || event->code == ABS_Y))
		placed(pointer, event->code == ABS_Y, event->value);
	if (event->type != EV_KEY)
		return;
	/* A finger put down elsewhere has not moved there. */
	if (event->code == BTN_TOUCH)
		memset(pointer->is_placed, 0, sizeof(pointer->is_placed));
	if (event->code == BTN_LEFT && event->value == 1)
		pointer->left = true;
	if (event->code == BTN_RIGHT && event->value == 1)
		pointer->right = true;
}

bool pointer_went(const struct pointer *pointer, unsigned direction)
{
	int reach = pointer->reach[direction / 2];

	return pointer->far[direction] >= (reach > 0 ? reach / FAR_PART + 1 : FAR_RELATIVE);
}

bool pointer_is_whole(const struct pointer *pointer)
{
	for (unsigned i = 0; i < ARRAY_LEN(pointer->far); i++)
		if (!pointer_went(pointer, i))
			return false;
	return pointer->left && (pointer->right || !pointer->has_right);
}

static void add(struct buf *ret, const char *name)
{
	buf_printf(ret, "%s%s", ret->len ? ", " : "", name);
}

void pointer_missing(struct buf *ret, const struct pointer *pointer)
{
	static const char *const ways[] = {N_("sang phải"), N_("sang trái"), N_("đi xuống"),
					   N_("đi lên")};

	for (unsigned i = 0; i < ARRAY_LEN(ways); i++)
		if (!pointer_went(pointer, i))
			add(ret, _(ways[i]));
	if (!pointer->left)
		add(ret, _("nút trái"));
	if (pointer->has_right && !pointer->right)
		add(ret, _("nút phải"));
}

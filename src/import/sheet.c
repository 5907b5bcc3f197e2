/* What the readers of workbooks share: days kept as numbers, and nameless files. */
#include "sheet_priv.h"

#include "text.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#define UNIX_DAY 25569 /* 1970-01-01 as a serial */
#define DAYS_1904 1462 /* between the two ways to count */
#define LEAP_1900 60 /* the day 29/02/1900, which only Lotus and Excel know */
#define SERIAL_MAX 401769 /* 2999-12-31 */
#define DAY_MINUTES 1440

bool sheet_day(double serial, bool is_1904, char ret[SHEET_DAY_MAX])
{
	int64_t day, minutes;
	struct tm tm;
	time_t at;

	if (!(serial >= 0 && serial < SERIAL_MAX))
		return false;
	day = (int64_t)serial;
	minutes = (int64_t)((serial - (double)day) * DAY_MINUTES + 0.5);
	if (is_1904)
		day += DAYS_1904;
	else if (day == 0 || day == LEAP_1900)
		return false;
	else if (day < LEAP_1900)
		day++;
	at = (time_t)((day - UNIX_DAY) * DAY_MINUTES + minutes) * 60;
	if (!gmtime_r(&at, &tm))
		return false;
	return strftime(ret, SHEET_DAY_MAX, minutes ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &tm) > 0;
}

int sheet_temporary(FILE **ret_file, struct err *err)
{
	FILE *file = tmpfile();

	if (!file)
		return err_set(err, EIO, _("không tạo được tệp tạm (%s); xem lại chỗ trống ở /tmp"),
			       err_why(errno));
	*ret_file = file;
	return 0;
}

void sheet_file_done(FILE **file)
{
	if (*file)
		fclose(*file);
	*file = NULL;
}

int sheet_missing(const char *sheet, const char *known, struct err *err)
{
	AUTO(buf_done) struct buf names = {0};

	text_clean(&names, known, strlen(known), 200);
	if (!sheet)
		return err_set(err, EINVAL, _("sổ tính không có trang nào đang hiện"));
	return err_set(err, EINVAL, _("không có trang tính «%.60s»; có: %s"), sheet,
		       buf_text(&names));
}

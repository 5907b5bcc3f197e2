/* Papers from the screens: a file in the folder that the program was started in, and on to the
 * printer. */
#include "screen.h"

#include <stdio.h>

void ui_print(struct ui *ui, const char *file, const struct buf *data, enum flow_file_for whom)
{
	struct err err;

	if (flow_write_file(file, data, whom, true, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else if (flow_print_file(file, NULL, &err) < 0)
		ui_say(ui, STYLE_REVIEW, _("Đã ghi %s; %s"), file, err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã gửi máy in: %s"), file);
}

void ui_print_paper(struct ui *ui, const char *paper, const char *id)
{
	AUTO(buf_done) struct buf data = {0};
	char file[96];
	struct err err;

	if (flow_paper(&data, ui->store, paper, id, NULL, NULL, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	snprintf(file, sizeof(file), "%s%s%s.pdf", paper, *id ? "-" : "", id);
	ui_print(ui, file, &data, flow_paper_file_for(paper, false));
}

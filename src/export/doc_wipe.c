/* Giấy xác nhận xoá dữ liệu: for the whole device, medium by medium: level, method, how it was
 * checked and by whom. It names no standard to comply with: that is a matter of the body's own
 * process. */
#include "export_priv.h"

#include <errno.h>

/* What was not recorded as done is not certified. */
static int check(const struct wipe_certificate *certificate, struct err *err)
{
	if (!certificate->medium_count)
		return err_set(err, EINVAL, "chưa ghi ổ lưu trữ nào của máy; hãy ghi từng ổ trước");
	for (size_t i = 0; i < certificate->medium_count; i++) {
		const struct wipe_medium *medium = &certificate->media[i];

		if (!medium->level || !*medium->level || !medium->method || !*medium->method)
			return err_set(err, EINVAL, "ổ %zu: chưa ghi mức xoá và phương pháp",
				       i + 1);
	}
	return 0;
}

/* What nobody wrote down leaves no dots to be filled in by hand. */
static void add_said(struct paper *paper, const char *label, const char *text)
{
	if (text && *text)
		paper_field(paper, label, text);
}

static const char *or_words(const char *text, const char *words)
{
	return text && *text ? text : words;
}

static void add_type(struct paper *paper, const struct wipe_medium *medium)
{
	if (medium->type && medium->size)
		paper_field(paper, "Loại, dung lượng",
			    arena_printf(&paper->arena, "%s, %s", medium->type, medium->size));
	else
		add_said(paper, medium->size ? "Dung lượng" : "Loại",
			 medium->size ? medium->size : medium->type);
}

static void add_medium(struct paper *paper, const struct wipe_medium *medium, size_t number)
{
	struct paper_block **first = paper->end;

	paper_heading(paper, arena_printf(&paper->arena, "Ổ lưu trữ %zu", number));
	paper_field(paper, "Kiểu", medium->model);
	add_said(paper, "Số sê-ri", medium->serial);
	add_type(paper, medium);
	paper_field(paper, "Mức xoá", medium->level);
	paper_field(paper, "Phương pháp", medium->method);
	add_said(paper, "Công cụ", medium->tool);
	paper_field(paper, "Kiểm chứng", or_words(medium->verification, "chưa ghi"));
	add_said(paper, "Dấu mẫu đọc lại (SHA-256)", medium->sample);
	add_said(paper, "Bắt đầu lúc", medium->started);
	paper_field(paper, "Hoàn thành lúc", medium->finished);
	add_said(paper, "Người xoá", medium->wiper);
	paper_field(paper, "Người soát", or_words(medium->checker, "chưa có người khác soát"));
	add_said(paper, "Lúc xoá chưa có đồng ý, lý do vẫn xoá", medium->override_reason);
	add_said(paper, "Ghi chú", medium->note);
	paper_together(*first);
}

int export_wipe_certificate(struct buf *ret, const struct wipe_certificate *certificate,
			    struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	const struct paper_signer signers[] = {
		{"NGƯỜI XOÁ", certificate->wiper},
		{"NGƯỜI KIỂM TRA", certificate->checker},
	};
	int r = check(certificate, err);

	if (r < 0)
		return r;
	paper_begin(&paper, &certificate->head, "GIẤY XÁC NHẬN XOÁ DỮ LIỆU", NULL);
	paper_field(&paper, "Mã thiết bị", certificate->tag);
	paper_field(&paper, "Thiết bị", certificate->device);
	paper_field(&paper, "Số sê-ri thiết bị", certificate->device_serial);
	paper_field(&paper, "Bên tặng", certificate->donor);
	add_said(&paper, "Bên tặng cho xoá dữ liệu", certificate->consent);
	for (size_t i = 0; i < certificate->medium_count; i++)
		add_medium(&paper, &certificate->media[i], i + 1);
	paper_sign(&paper, &certificate->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}

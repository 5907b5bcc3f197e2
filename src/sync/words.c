/* What the sync says to people: refusals and what to do about them, names of benches. */
#include "sync.h"

struct refusal {
	bool is_in;
	const char *reason, *text, *cure;
};

static const struct refusal refusals[] = {
	{false, "kind", N_("máy chủ cũ hơn, chưa biết loại này"),
	 N_("không phải làm gì: máy chủ giữ, tự nhận khi được cập nhật")},
	{false, "large", N_("dài quá 1 MB"), N_("mở ra, rút ngắn rồi lưu lại: sẽ được gửi lại")},
	{false, "value", N_("có giá trị mà máy chủ không giữ được"),
	 N_("mở ra, sửa ô sai rồi lưu lại: sẽ được gửi lại")},
	{false, "payload", N_("có chữ mà máy chủ không đọc được"),
	 N_("mở ra, gõ lại chữ lạ rồi lưu lại: sẽ được gửi lại")},
	{false, "unfit", N_("có chữ mà máy chủ không đọc được"),
	 N_("mở ra, gõ lại chữ lạ rồi lưu lại: sẽ được gửi lại")},
	{false, "append-only", N_("bản ghi này không sửa được"),
	 N_("thêm dòng đính chính; giá trị cũ được lấy lại")},
	{false, "reference", N_("của cả chương trình, bàn này không được sửa"),
	 N_("nhờ bàn điều phối sửa; giá trị chung được lấy lại")},
	{false, "erased", N_("bản ghi đã bị xoá hẳn theo yêu cầu"),
	 N_("không phải làm gì; đừng nhập lại người này")},
	{false, "moved", N_("bản ghi đã sang đơn vị khác"),
	 N_("không xoá ở đây được nữa; báo đơn vị ấy")},
	{false, "hash", N_("nội dung tệp đã hỏng, đã bỏ đi"), N_("đính kèm lại tệp")},
	{false, "quota", N_("bàn đã gửi hết phần tệp được phép"),
	 N_("hỏi người quản trị: tự gửi khi được thêm chỗ")},
	{true, "hash", N_("nội dung tệp đã hỏng, đã bỏ đi"), N_("xin nơi gửi đính kèm lại tệp")},
	{true, "kind", N_("bản hotroit này chưa biết loại này"),
	 N_("cập nhật hotroit: sẽ tự nhận lại")},
	{true, "value", N_("có giá trị mà bản hotroit này không giữ được"),
	 N_("cập nhật hotroit; vẫn còn thì báo người quản trị")},
};

static const struct refusal *find(const struct store_refused *refused)
{
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
		if (refusals[i].is_in == refused->is_in &&
		    str_eq(refusals[i].reason, refused->reason))
			return &refusals[i];
	return NULL;
}

const char *sync_refusal_text(const struct store_refused *refused)
{
	const struct refusal *found = find(refused);

	return found ? _(found->text) : _("dữ liệu không đúng dạng");
}

const char *sync_refusal_cure(const struct store_refused *refused)
{
	const struct refusal *found = find(refused);

	return found ? _(found->cure) : _("báo người quản trị");
}

const char *sync_bench_name(const char *role)
{
	static const char prefix[] = "hotroit_b_";

	return role && str_starts(role, prefix) ? role + sizeof(prefix) - 1 : role;
}

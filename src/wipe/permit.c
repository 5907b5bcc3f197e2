/* May this machine be wiped? The donor's word counts when an order for the very tag fits the very
 * machine and names every disk; without it only a person's own, with a reason that is printed. */
#include "wipe.h"

#include <errno.h>
#include <string.h>

static bool is_blank(const char *text)
{
	return !text || !text[strspn(text, " \t")];
}

static bool is_tag(const char *text)
{
	return !is_blank(text) && strlen(text) <= 32 &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(text);
}

/* The disk that the bench never saw in this machine: nobody agreed to anything about it. */
static const struct wipe_target *stranger(const struct wipe_permit *permit,
					  const struct wipe_order *order)
{
	for (size_t i = 0; i < permit->target_count; i++)
		if (!wipe_order_has_disk(order, permit->machine,
					 permit->targets[i].serial))
			return &permit->targets[i];
	return NULL;
}

static int check_reason(const struct wipe_permit *permit, enum donor_consent consent,
			const struct wipe_target *unknown, struct err *err)
{
	if (consent == WIPE_CONSENT_YES || wipe_reason_is(permit->override_reason))
		return 0;
	if (consent == WIPE_CONSENT_NO)
		return err_set(err, EPERM,
			       _("bên tặng không đồng ý xoá; muốn xoá phải ghi lý do"));
	if (unknown)
		return err_set(err, EPERM,
			       _("%s: ổ này bàn chưa biết; bỏ ra, hoặc ghi lý do xoá"),
			       unknown->label);
	return err_set(err, EPERM, _("chưa rõ bên tặng đồng ý; muốn xoá phải ghi lý do"));
}

int wipe_permit_check(struct wipe_report *ret, const struct wipe_permit *permit, struct err *err)
{
	const struct wipe_order *order, *deciding;
	const struct wipe_target *unknown;
	int r;

	if (!is_tag(permit->tag))
		return err_set(err, EINVAL, _("mã máy: chỉ chữ hoa và số, như trên tem"));
	if (!str_eq(permit->tag, permit->confirmed))
		return err_set(err, EINVAL, _("mã gõ lần hai không giống; chưa đụng vào ổ nào"));
	if (is_blank(permit->by))
		return err_set(err, EINVAL, _("ghi tên ngắn của người xoá"));
	order = wipe_order_find(permit->orders, permit->tag);
	ret->ordered = order && wipe_order_fits(order, permit->machine);
	deciding = wipe_order_of(permit->orders, permit->tag, permit->machine);
	ret->consent = deciding ? deciding->consent : WIPE_CONSENT_UNKNOWN;
	if (order && !ret->ordered)
		return err_set(err, EPERM,
			       _("mã %s trong danh sách là của máy khác; xem lại tem"),
			       permit->tag);
	unknown = ret->ordered ? stranger(permit, order) : NULL;
	if (unknown && ret->consent == WIPE_CONSENT_YES)
		ret->consent = WIPE_CONSENT_UNKNOWN;
	r = check_reason(permit, ret->consent, unknown, err);
	if (r < 0)
		return r;
	ret->tag = permit->tag;
	ret->by = permit->by;
	ret->override_reason = ret->consent == WIPE_CONSENT_YES ? NULL : permit->override_reason;
	return 0;
}

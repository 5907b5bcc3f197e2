/* A sum of money as a plan prints it, beside the amount it is read as: do both say one thing? */
#include "plan_list_priv.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

/* A million tỷ đồng: what a thousand tasks make still counts without overflow. */
#define SUM_MAX 1000000000000000
#define THOUSAND 1000
#define DECIMALS_MAX 3

/* "4.256.800" or "1,5": the digits as one number, and how many of them stand after the comma.
 * False where the dots do not part thousands, as in "20.0000". */
static bool read_number(const char *text, size_t len, int64_t *ret_number, int *ret_decimals)
{
	size_t group = 0;
	bool grouped = false, fraction = false;

	*ret_number = 0;
	*ret_decimals = 0;
	for (size_t i = 0; i < len; i++) {
		if (isdigit((unsigned char)text[i])) {
			*ret_decimals += fraction;
			*ret_number = *ret_number * 10 + (text[i] - '0');
			if (*ret_number > SUM_MAX || *ret_decimals > DECIMALS_MAX)
				return false;
			group++;
			continue;
		}
		if (fraction || (grouped ? group != 3 : group > 3))
			return false;
		fraction = text[i] == ',';
		grouped |= text[i] == '.';
		group = 0;
	}
	return fraction || !grouped || group == 3;
}

/* In đồng, thousands, millions or tỷ: which of them is for the table's head to say. */
static bool makes(int64_t number, int decimals, int64_t amount)
{
	for (; decimals; decimals--)
		amount *= 10;
	for (int unit = 0; unit < 4; unit++, number *= THOUSAND) {
		if (number == amount)
			return true;
		if (number > SUM_MAX)
			return false;
	}
	return false;
}

/* Does any number in what is printed make the amount? */
static bool agrees(const struct plan_sum *sum, bool *ret_readable)
{
	const char *at = sum->text;
	size_t len;

	*ret_readable = false;
	for (; *(at += strcspn(at, "0123456789")); at += len) {
		int64_t number;
		int decimals;

		len = strspn(at, "0123456789.,");
		while (!isdigit((unsigned char)at[len - 1]))
			len--;
		if (!read_number(at, len, &number, &decimals))
			continue;
		*ret_readable = true;
		if (makes(number, decimals, sum->amount))
			return true;
	}
	return false;
}

/* What is printed so that no number can be read of it takes a note; a number takes none. */
static int check_text(struct reader *reader, const struct plan_sum *sum, const char *note)
{
	bool is_readable;

	if (agrees(sum, &is_readable) || (!is_readable && note))
		return 0;
	if (!is_readable)
		return read_fail(reader,
				 _("không đọc được số trong “%.40s”; nói cách hiểu ở \"note\""),
				 sum->text);
	return read_fail(reader, _("in “%.40s” mà \"amount\" ghi %lld đồng; sửa một trong hai"),
			 sum->text, (long long)sum->amount);
}

int plan_read_sum(struct reader *reader, const json_t *json, const char *key, bool required,
		  struct plan_sum *sum)
{
	static const char *const keys[] = {"text", "amount", "off", NULL};
	const json_t *value = json_object_get(json, key);

	if (!value && required)
		return read_fail(reader, _("thiếu \"%s\""), key);
	if (!value)
		return 0;
	if (read_keys(reader, value, keys) < 0 ||
	    read_text(reader, value, "text", true, &sum->text) < 0 ||
	    plan_read_int(reader, value, "amount", true, 1, SUM_MAX, &sum->amount) < 0)
		return -EBADMSG;
	return plan_read_int(reader, value, "off", false, -SUM_MAX, SUM_MAX, &sum->off);
}

int plan_check_sum(struct reader *reader, const struct plan_sum *sum, int64_t parts,
		   const char *note)
{
	int64_t off = sum->amount - parts;

	if (!reader->all || !sum->text || !sum->amount)
		return 0;
	if (check_text(reader, sum, note) < 0)
		return -EBADMSG;
	if (off == sum->off && (!off || note))
		return 0;
	return read_fail(reader,
			 _("các phần cộng lại %lld đồng, ở đây ghi %lld; sửa số, hoặc ghi phần "
			   "lệch \"off\": %lld và nói vì sao ở \"note\""),
			 (long long)parts, (long long)sum->amount, (long long)off);
}

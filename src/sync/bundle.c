/*
 * What a bench needs to reach its server, kept beside its book in a folder of its own (the book is
 * copied and backed up; the password is not). libpq takes certificates from files only.
 */
#include "sync_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUNDLE_SCHEMA "hotroit.bundle/1"
#define BUNDLE_BYTES_MAX (1u << 20)

static const char *const words[] = {"host", "port", "dbname", "user", "password", "sslmode"};
static const struct {
	const char *name, *file, *word;
} pems[] = {
	{"ca", "ca.crt", "sslrootcert"},
	{"cert", "bench.crt", "sslcert"},
	{"key", "bench.key", "sslkey"},
};

static void json_done(json_t **json)
{
	json_decref(*json);
}

static int parse(const char *text, size_t len, json_t **ret_json, struct err *err)
{
	AUTO(json_done) json_t *json =
		len > BUNDLE_BYTES_MAX ? NULL
				       : json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	const char *schema = json_string_value(json_object_get(json, "schema"));

	if (!schema || !str_starts(schema, "hotroit.bundle/"))
		return err_set(err, EBADMSG,
			       _("không phải tệp nối của bàn; lấy tệp do «hotroit district enroll» "
				 "ghi ra"));
	if (!str_eq(schema, BUNDLE_SCHEMA))
		return err_set(err, EPROTO, _("tệp nối của hotroit mới hơn; cập nhật hotroit"));
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!json_string_value(json_object_get(json, words[i])))
			return err_set(err, EBADMSG, _("tệp nối thiếu «%s»; xin tệp khác"),
				       words[i]);
	for (size_t i = 0; i < ARRAY_LEN(pems); i++) {
		const json_t *pem = json_object_get(json, pems[i].name);

		if (pem && !json_is_string(pem))
			return err_set(err, EBADMSG, _("tệp nối thiếu «%s»; xin tệp khác"),
				       pems[i].name);
	}
	*ret_json = STEAL(json);
	return 0;
}

static int write_secret(const char *folder, const char *name, const char *text, size_t len,
			struct err *err)
{
	char path[PATH_MAX], fresh[PATH_MAX];
	bool written;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	snprintf(fresh, sizeof(fresh), "%s/%s.new", folder, name);
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, _("%s: không ghi được (%s)"), path, err_why(errno));
	written = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
	if (close(fd) < 0 || !written || rename(fresh, path) < 0) {
		unlink(fresh);
		return err_set(err, EIO, _("%s: không ghi được; xem chỗ trống trên đĩa"), path);
	}
	return 0;
}

static void folder_of(const char *database, char ret[PATH_MAX])
{
	snprintf(ret, PATH_MAX, "%.4000s.sync", database);
}

int sync_join(const char *database, const char *bundle, size_t len, struct err *err)
{
	AUTO(json_done) json_t *json = NULL;
	char folder[PATH_MAX];
	int r = parse(bundle, len, &json, err);

	if (r < 0)
		return r;
	folder_of(database, folder);
	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return err_set(err, errno, _("%s: không tạo được thư mục (%s)"), folder,
			       err_why(errno));
	for (size_t i = 0; i < ARRAY_LEN(pems) && r == 0; i++) {
		const char *pem = json_string_value(json_object_get(json, pems[i].name));

		if (pem)
			r = write_secret(folder, pems[i].file, pem, strlen(pem), err);
	}
	/* Last: its name stands for a whole bundle. */
	return r < 0 ? r : write_secret(folder, "bundle.json", bundle, len, err);
}

void sync_leave(const char *database)
{
	char folder[PATH_MAX], path[PATH_MAX];

	folder_of(database, folder);
	snprintf(path, sizeof(path), "%s/bundle.json", folder);
	unlink(path);
	for (size_t i = 0; i < ARRAY_LEN(pems); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, pems[i].file);
		unlink(path);
	}
	rmdir(folder);
}

bool sync_is_joined(const char *database)
{
	char folder[PATH_MAX], path[PATH_MAX];

	folder_of(database, folder);
	snprintf(path, sizeof(path), "%s/bundle.json", folder);
	return access(path, F_OK) == 0 || getenv("PGHOST") || getenv("PGSERVICE");
}

static void add_word(struct bundle *bundle, const char *name, const char *value)
{
	bundle->names[bundle->count] = name;
	bundle->values[bundle->count++] = value;
}

static void take_words(struct bundle *bundle, const json_t *json, const char *folder)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		add_word(bundle, words[i],
			 arena_str(&bundle->arena,
				   json_string_value(json_object_get(json, words[i]))));
	for (size_t i = 0; i < ARRAY_LEN(pems); i++)
		if (json_object_get(json, pems[i].name))
			add_word(bundle, pems[i].word,
				 arena_printf(&bundle->arena, "%s/%s", folder, pems[i].file));
	add_word(bundle, "tcp_user_timeout", "30000");
}

int bundle_load(struct bundle *ret_bundle, const char *database, struct err *err)
{
	AUTO(json_done) json_t *json = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct bundle bundle = {0};
	struct root root;
	char folder[PATH_MAX];
	struct err why;
	int r;

	folder_of(database, folder);
	r = root_open(&root, folder, err);
	if (r == 0) {
		r = root_read(&root, "bundle.json", BUNDLE_BYTES_MAX, &text);
		root_done(&root);
	}
	if (r < 0 && !getenv("PGHOST") && !getenv("PGSERVICE"))
		return err_set(err, ENOENT,
			       _("bàn chưa nối với chương trình: xin tệp nối, rồi «hotroit sync "
				 "--join TỆP»"));
	if (r == 0) {
		/* Of what was joined with, not of any data. */
		if (parse(buf_text(&text), text.len, &json, &why) < 0)
			return err_set(err, EPROTO, "%s", why.text);
		take_words(&bundle, json, folder);
	}
	*ret_bundle = bundle;
	return 0;
}

void bundle_done(struct bundle *bundle)
{
	arena_done(&bundle->arena);
}

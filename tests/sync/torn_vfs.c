/* See torn_vfs.h. Writes go through to the real files at once, so that reading, locking and the
 * shared memory are the default VFS's own; beside that, every file has an image of what its disk
 * holds for sure and a list of what was done to it since (torn_disk.c). */
#include "torn_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct torn_file {
	sqlite3_file base;
	struct torn *torn;
	struct tracked *tracked; /* NULL: a temporary one */
	sqlite3_file *under;
};

/* ---- a file ---------------------------------------------------------------------------------- */

static struct torn_file *of(sqlite3_file *file)
{
	return (struct torn_file *)(void *)file;
}

/* Counts a step towards the cut; false: the power is gone. */
static bool has_power(struct torn *torn)
{
	if (torn->cut_after && --torn->cut_after == 0)
		torn->is_cut = true;
	return !torn->is_cut;
}

static bool has_room(struct torn *torn)
{
	if (!torn->full_count || (torn->full_after && --torn->full_after))
		return true;
	if (torn->full_count != UINT64_MAX)
		torn->full_count--;
	torn->refused++;
	return false;
}

static int torn_close(sqlite3_file *file)
{
	return of(file)->under->pMethods->xClose(of(file)->under);
}

static int torn_read(sqlite3_file *file, void *ret, int len, sqlite3_int64 at)
{
	return of(file)->under->pMethods->xRead(of(file)->under, ret, len, at);
}

static int torn_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
	struct torn_file *one = of(file);
	struct torn *torn = one->torn;

	if (!has_power(torn))
		return SQLITE_IOERR_WRITE;
	if (one->tracked && !has_room(torn))
		return SQLITE_FULL;
	torn->counts.writes++;
	if (one->tracked)
		note_op(one->tracked, false, at, data, (size_t)len);
	return one->under->pMethods->xWrite(one->under, data, len, at);
}

static int torn_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct torn_file *one = of(file);

	if (!has_power(one->torn))
		return SQLITE_IOERR_TRUNCATE;
	if (one->tracked)
		note_op(one->tracked, true, size, NULL, 0);
	return one->under->pMethods->xTruncate(one->under, size);
}

/* The real file needs no sync: nobody pulls the plug of the machine that runs the test. */
static int torn_sync(sqlite3_file *file, int flags)
{
	struct torn_file *one = of(file);

	(void)flags;
	if (!has_power(one->torn))
		return SQLITE_IOERR_FSYNC;
	one->torn->counts.syncs++;
	if (one->torn->lies || !one->tracked)
		return SQLITE_OK;
	tracked_sync(one->tracked);
	if (one->tracked->syncs_folder)
		folder_sync(one->torn, one->tracked->path);
	one->tracked->syncs_folder = false;
	return SQLITE_OK;
}

static int torn_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
	return of(file)->under->pMethods->xFileSize(of(file)->under, ret_size);
}

static int torn_lock(sqlite3_file *file, int level)
{
	return of(file)->under->pMethods->xLock(of(file)->under, level);
}

static int torn_unlock(sqlite3_file *file, int level)
{
	return of(file)->under->pMethods->xUnlock(of(file)->under, level);
}

static int torn_is_reserved(sqlite3_file *file, int *ret)
{
	return of(file)->under->pMethods->xCheckReservedLock(of(file)->under, ret);
}

/* A size told ahead would change the file behind our back. */
static int torn_control(sqlite3_file *file, int op, void *arg)
{
	if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE)
		return SQLITE_OK;
	return of(file)->under->pMethods->xFileControl(of(file)->under, op, arg);
}

static int torn_sector(sqlite3_file *file)
{
	return of(file)->under->pMethods->xSectorSize(of(file)->under);
}

static int torn_traits(sqlite3_file *file)
{
	return of(file)->under->pMethods->xDeviceCharacteristics(of(file)->under);
}

static int torn_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **ret)
{
	return of(file)->under->pMethods->xShmMap(of(file)->under, page, size, extend, ret);
}

static int torn_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return of(file)->under->pMethods->xShmLock(of(file)->under, offset, n, flags);
}

static void torn_shm_barrier(sqlite3_file *file)
{
	of(file)->under->pMethods->xShmBarrier(of(file)->under);
}

static int torn_shm_unmap(sqlite3_file *file, int remove)
{
	return of(file)->under->pMethods->xShmUnmap(of(file)->under, remove);
}

/* Version 2: no xFetch, so that every write passes through xWrite. */
static const sqlite3_io_methods torn_methods = {
	.iVersion = 2,
	.xClose = torn_close,
	.xRead = torn_read,
	.xWrite = torn_write,
	.xTruncate = torn_truncate,
	.xSync = torn_sync,
	.xFileSize = torn_size,
	.xLock = torn_lock,
	.xUnlock = torn_unlock,
	.xCheckReservedLock = torn_is_reserved,
	.xFileControl = torn_control,
	.xSectorSize = torn_sector,
	.xDeviceCharacteristics = torn_traits,
	.xShmMap = torn_shm_map,
	.xShmLock = torn_shm_lock,
	.xShmBarrier = torn_shm_barrier,
	.xShmUnmap = torn_shm_unmap,
};

/* ---- the folder ------------------------------------------------------------------------------ */

static int torn_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
		     int *ret_flags)
{
	struct torn *torn = vfs->pAppData;
	struct torn_file *one = of(file);
	int r;

	*one = (struct torn_file){.torn = torn, .under = (sqlite3_file *)(void *)(one + 1)};
	if (name && !(flags & SQLITE_OPEN_DELETEONCLOSE))
		one->tracked = track(torn, name);
	if (torn->is_cut && one->tracked && !one->tracked->is_there)
		return SQLITE_CANTOPEN;
	r = torn->under->xOpen(torn->under, name, one->under, flags, ret_flags);
	if (r != SQLITE_OK)
		return r;
	if (one->tracked && !one->tracked->is_there) {
		one->tracked->is_reborn = one->tracked->is_there_for_sure;
		one->tracked->is_there = true;
		one->tracked->syncs_folder =
			flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL |
				 SQLITE_OPEN_SUPER_JOURNAL);
	}
	one->base.pMethods = &torn_methods;
	return SQLITE_OK;
}

static int torn_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	struct torn *torn = vfs->pAppData;
	struct tracked *tracked = track(torn, name);
	int r;

	if (!has_power(torn))
		return SQLITE_IOERR_DELETE;
	r = torn->under->xDelete(torn->under, name, 0);
	if (r != SQLITE_OK)
		return r;
	tracked->is_there = false;
	if (sync_folder && !torn->lies)
		folder_sync(torn, name);
	return SQLITE_OK;
}

struct torn *torn_new(uint64_t seed)
{
	struct torn *torn = calloc(1, sizeof(*torn));

	assert(torn);
	torn->state = seed;
	torn->under = sqlite3_vfs_find(NULL);
	torn->vfs = *torn->under;
	torn->vfs.zName = "torn";
	torn->vfs.pNext = NULL;
	torn->vfs.pAppData = torn;
	torn->vfs.szOsFile = (int)sizeof(struct torn_file) + torn->under->szOsFile;
	torn->vfs.xOpen = torn_open;
	torn->vfs.xDelete = torn_delete;
	sqlite3_vfs_register(&torn->vfs, 1);
	return torn;
}

void torn_forget(struct torn *torn, const char *folder)
{
	for (size_t i = 0; i < torn->count; i++)
		if (strncmp(torn->tracked[i].path, folder, strlen(folder)) == 0)
			tracked_done(&torn->tracked[i]);
	torn->lies = torn->is_cut = false;
	torn->cut_after = torn->full_count = 0;
}

void torn_free(struct torn *torn)
{
	sqlite3_vfs_unregister(&torn->vfs);
	sqlite3_vfs_register(torn->under, 1);
	torn_forget(torn, "");
	free(torn);
}

void torn_lie(struct torn *torn, bool lies)
{
	torn->lies = lies;
}

void torn_cut_after(struct torn *torn, uint64_t after)
{
	torn->cut_after = after;
}

bool torn_is_cut(const struct torn *torn)
{
	return torn->is_cut;
}

void torn_fill(struct torn *torn, uint64_t after, uint64_t count)
{
	torn->full_after = after;
	torn->full_count = count;
	torn->refused = 0;
}

uint64_t torn_refused(const struct torn *torn)
{
	return torn->refused;
}

struct torn_counts torn_counts(const struct torn *torn)
{
	return torn->counts;
}

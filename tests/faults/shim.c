/* Stands before the system's own calls and fails those that the plan names; also moves the clock. The plan is shared with the test. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { WRITE, SYNC, TRUNCATE, RENAME };

/* Kept in step with `shim.rs`. `kind` is an errno, or 0 for a write that takes only half. */
struct plan { int armed, call, kind, from, forever, count, hits, seconds; };

static struct plan *plan;
static const char *home;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("KOHTAA_TEST_PLAN");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *shared = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    home = getenv("KOHTAA_HOME");
    if (shared != MAP_FAILED && home) plan = shared;
}

static int is_ours(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, home, strlen(home)) == 0;
}

/* Whether this call is one that fails. `file` is -1 where the call has none. */
static int hit(int call, int file) {
    if (!plan || !plan->armed || plan->call != call || (file >= 0 && !is_ours(file))) return 0;
    int count = __atomic_add_fetch(&plan->count, 1, __ATOMIC_SEQ_CST);
    if (plan->forever ? count < plan->from : count != plan->from) return 0;
    __atomic_add_fetch(&plan->hits, 1, __ATOMIC_SEQ_CST);
    return 1;
}

static int failed(void) {
    errno = plan->kind;
    return -1;
}

/* How much of a write is taken; -1 for none at all. */
static ssize_t taken(int file, size_t count) {
    if (!hit(WRITE, file)) return count;
    return plan->kind ? failed() : (ssize_t)(count / 2);
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t some = taken(file, count);
    return some < 0 ? -1 : REAL(write)(file, bytes, some);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    ssize_t some = taken(file, count);
    return some < 0 ? -1 : REAL(pwrite)(file, bytes, some, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    ssize_t some = taken(file, count);
    return some < 0 ? -1 : REAL(pwrite64)(file, bytes, some, at);
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t count, unsigned int flags) {
    ssize_t some = taken(to, count);
    return some < 0 ? -1 : REAL(copy_file_range)(from, at, to, there, some, flags);
}
int fsync(int file) { return hit(SYNC, file) ? failed() : REAL(fsync)(file); }
int fdatasync(int file) { return hit(SYNC, file) ? failed() : REAL(fdatasync)(file); }
int ftruncate(int file, off_t length) { return hit(TRUNCATE, file) ? failed() : REAL(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { return hit(TRUNCATE, file) ? failed() : REAL(ftruncate64)(file, length); }
int rename(const char *from, const char *to) { return hit(RENAME, -1) ? failed() : REAL(rename)(from, to); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = REAL(clock_gettime)(clock, time);
    if (result == 0 && plan && clock == CLOCK_REALTIME) time->tv_sec += plan->seconds;
    return result;
}

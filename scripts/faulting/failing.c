/* Preloaded by scripts/faulting/disk.py: of the chosen kinds of writing below $FAILING_UNDER those fail that are
   counted from first to last. Everything else is as ever. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, CUT = 4, MAKE = 8, MOVE = 16 };

static long calls, failures, first, last;
static int kinds, number;

void failing_arm(int which, long from, long to, int with) {
    calls = failures = 0;
    kinds = which, first = from, last = to, number = with;
}
long failing_failures(void) { return failures; }

static int name_fails(int kind, const char *name) {
    const char *under = getenv("FAILING_UNDER");
    if (!(kinds & kind) || !under || strncmp(name, under, strlen(under))) return 0;
    calls++;
    if (calls < first || calls > last) return 0;
    failures++;
    errno = number;
    return 1;
}

static int file_fails(int kind, int file) {
    char link[64], name[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0) return 0;
    name[length] = 0;
    return name_fails(kind, name);
}

#define FAILING(type, call, parameters, arguments, fails)     \
    type call parameters {                                    \
        static type(*real) parameters;                        \
        if (fails) return -1;                                 \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #call); \
        return real arguments;                                \
    }
#define FAILING_PWRITE(call)                                                                                \
    FAILING(ssize_t, call, (int file, const void *from, size_t size, off64_t at), (file, from, size, at), \
            file_fails(WRITE, file))

FAILING(ssize_t, write, (int file, const void *from, size_t size), (file, from, size), file_fails(WRITE, file))
FAILING_PWRITE(pwrite)
FAILING_PWRITE(pwrite64)
FAILING(int, fsync, (int file), (file), file_fails(SYNC, file))
FAILING(int, fdatasync, (int file), (file), file_fails(SYNC, file))
FAILING(int, ftruncate, (int file, off_t size), (file, size), file_fails(CUT, file))
FAILING(int, ftruncate64, (int file, off64_t size), (file, size), file_fails(CUT, file))
FAILING(int, mkdir, (const char *name, mode_t mode), (name, mode), name_fails(MAKE, name))
FAILING(int, rename, (const char *from, const char *to), (from, to), name_fails(MOVE, from))
FAILING(int, link, (const char *from, const char *to), (from, to), name_fails(MOVE, from))
FAILING(int, unlink, (const char *name), (name), name_fails(MOVE, name))

#define FAILING_OPEN(call)                                                                \
    int call(const char *name, int flags, ...) {                                          \
        static int (*real)(const char *, int, ...);                                       \
        va_list more;                                                                     \
        va_start(more, flags);                                                            \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                         \
        va_end(more);                                                                     \
        if (flags & O_CREAT && access(name, F_OK) && name_fails(MAKE, name)) return -1;   \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #call);                             \
        return real(name, flags, mode);                                                   \
    }

FAILING_OPEN(open)
FAILING_OPEN(open64)

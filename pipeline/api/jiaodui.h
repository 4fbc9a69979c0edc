/* jiaodui for C and whatever can call C. Strings are UTF-8 and end with a zero byte; what is returned as `char*` is freed with
 * jiaodui_free(). A handle may be used by several threads at a time. Nothing is written to disk. */
#ifndef JIAODUI_H
#define JIAODUI_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct jiaodui_handle jiaodui_handle;

/* Opens the project of a folder; NULL or "" takes what is shipped, alone. `resources`, the folder of the shipped data, may be NULL.
 * Where something is wrong the result is NULL and *problems, if `problems` is not NULL, says what; it is to be freed. */
jiaodui_handle* jiaodui_open(const char* folder, const char* resources, char** problems);
void jiaodui_close(jiaodui_handle* handle); /* NULL is allowed */

/* The findings of a text as one JSON object, as `jiaodui check --format json` prints it. `name` decides format and settings.
 * Where the text cannot be read: {"error":"..."}. NULL only when memory is exhausted. */
char* jiaodui_check(const jiaodui_handle* handle, const char* name, const char* text, size_t size);

/* The text with what is certain mended; *fixed_size gets its size if it is not NULL. NULL where the text cannot be read. */
char* jiaodui_fix(const jiaodui_handle* handle, const char* name, const char* text, size_t size, size_t* fixed_size);

void jiaodui_free(char* text); /* NULL is allowed */
const char* jiaodui_version(void);

#ifdef __cplusplus
}
#endif
#endif

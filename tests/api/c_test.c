/* The C interface, from C. */
#include "pipeline/api/jiaodui.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;

static void check(int ok, const char* what) {
    if (ok) return;
    printf("FAILED: %s\n", what);
    ++failures;
}

int main(void) {
    const char* talk = "大家好,欢迎收听。\n";
    char* problems = NULL;
    jiaodui_handle* handle = jiaodui_open(NULL, NULL, &problems);
    char *report, *fixed;
    size_t size = 0;
    check(handle != NULL && problems == NULL, "open");
    if (handle == NULL) return printf("%s\n", problems), 1;
    report = jiaodui_check(handle, "talk.md", talk, strlen(talk));
    check(report != NULL && report[0] == '{' && strstr(report, "\"rule\":\"punct/halfwidth\"") != NULL, "check");
    jiaodui_free(report);
    fixed = jiaodui_fix(handle, "talk.md", talk, strlen(talk), &size);
    check(fixed != NULL && strcmp(fixed, "大家好，欢迎收听。\n") == 0 && size == strlen(fixed), "fix");
    jiaodui_free(fixed);
    report = jiaodui_check(handle, "talk.json", "{", 1);
    check(report != NULL && strncmp(report, "{\"error\":\"", 10) == 0, "a text that cannot be read");
    jiaodui_free(report);
    check(jiaodui_fix(handle, "talk.json", "{", 1, NULL) == NULL, "nothing is made of it");
    jiaodui_close(handle);
    check(jiaodui_open(NULL, "/nowhere", &problems) == NULL && problems != NULL && problems[0] != '\0', "resources that are not there");
    jiaodui_free(problems);
    check(jiaodui_version()[0] >= '0', "version");
    return failures;
}

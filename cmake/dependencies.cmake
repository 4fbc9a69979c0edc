# Every library that the project stands on, found once. All of them are Debian packages (packaging/apt-packages.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(yaml-cpp REQUIRED)
find_package(Boost REQUIRED COMPONENTS program_options)
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
# md4c's CMake package is broken on Debian 12; its pkg-config file is right.
pkg_check_modules(MD4C REQUIRED IMPORTED_TARGET md4c)
# simdjson by its library alone: its pkg-config file defines a macro for every source of whoever links it.
find_library(SIMDJSON_LIBRARY simdjson REQUIRED)
# OpenCC's configurations and dictionaries, which its pkg-config file does not name.
find_path(OPENCC_DATA_DIRECTORY t2s.json PATH_SUFFIXES share/opencc REQUIRED)
# The server of `review --web`; without it everything else is built.
pkg_check_modules(CPP_HTTPLIB cpp-httplib)

# What `cmake --install` puts where besides the program and its data, and the packages that CPack makes of it:
#   cmake -B build/package -G Ninja -DCMAKE_BUILD_TYPE=Release -DJIAODUI_TESTS=OFF && cmake --build build/package
#   cpack --config build/package/CPackConfig.cmake -G DEB      jiaodui_<version>_<architecture>.deb
#   cpack --config build/package/CPackConfig.cmake -G TGZ      a folder that runs wherever it is unpacked
# CPack builds whatever is not built yet, so a build with tests builds these too. Tested by tests/outside/deb_test.sh.
include(GNUInstallDirs)

# Completions and the manual page, printed by the program itself.
set(generated_docs ${PROJECT_BINARY_DIR}/docs)
file(MAKE_DIRECTORY ${generated_docs})
foreach(kind bash zsh fish man)
  add_custom_command(OUTPUT ${generated_docs}/${kind}
    COMMAND ${CMAKE_COMMAND} -E env JIAODUI_LANG=en $<TARGET_FILE:jiaodui> completions ${kind} > ${generated_docs}/${kind}
    DEPENDS jiaodui VERBATIM)
  list(APPEND generated_files ${generated_docs}/${kind})
endforeach()
add_custom_command(OUTPUT ${generated_docs}/jiaodui.1.gz
  COMMAND gzip -9nc ${generated_docs}/man > ${generated_docs}/jiaodui.1.gz DEPENDS ${generated_docs}/man VERBATIM)
add_custom_command(OUTPUT ${generated_docs}/changelog.gz
  COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${generated_docs}/changelog.gz DEPENDS ${PROJECT_SOURCE_DIR}/CHANGELOG.md VERBATIM)
add_custom_target(jiaodui_docs ALL DEPENDS ${generated_files} ${generated_docs}/jiaodui.1.gz ${generated_docs}/changelog.gz)

install(FILES ${generated_docs}/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME jiaodui)
install(FILES ${generated_docs}/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _jiaodui)
install(FILES ${generated_docs}/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d RENAME jiaodui.fish)
install(FILES ${generated_docs}/jiaodui.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${generated_docs}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/README.zh-CN.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The library, for other programs. Its component is not in the packages, which are of the program.
file(RELATIVE_PATH JIAODUI_TO_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/jiaodui.pc.in ${PROJECT_BINARY_DIR}/generated/jiaodui.pc @ONLY)
configure_file(cmake/jiaoduiConfig.cmake.in ${PROJECT_BINARY_DIR}/generated/jiaoduiConfig.cmake COPYONLY)
install(TARGETS jiaodui_core ARCHIVE COMPONENT development)
install(FILES pipeline/api/jiaodui.hpp pipeline/api/jiaodui.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/jiaodui COMPONENT development)
install(FILES ${PROJECT_BINARY_DIR}/generated/jiaodui.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
install(FILES ${PROJECT_BINARY_DIR}/generated/jiaoduiConfig.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/jiaodui COMPONENT development)

set(CPACK_PACKAGE_NAME jiaodui)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};jiaodui;Unspecified;/")
set(CPACK_PACKAGE_CONTACT "The jiaodui maintainers <jiaodui@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "proofreads Chinese transcripts")
set(CPACK_PACKAGE_DESCRIPTION
  "jiaodui proofreads Chinese transcripts that came out of a speech recogniser:
 Markdown pages of Wiki.js, plain text and subtitles. What is certain it mends
 itself, what is doubtful a person decides, and markup stays byte for byte.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_FILE_NAME jiaodui-${PROJECT_VERSION})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, less, libime-data-language-model")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)

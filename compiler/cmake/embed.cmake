# templates/ as constant data: every file but the README and the catalogue, which is compiled into tables.

add_executable(stackc_embed_files ${CMAKE_SOURCE_DIR}/compiler/embed/embed_files.cpp)
target_link_libraries(stackc_embed_files PRIVATE stackc_options)

file(GLOB_RECURSE template_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/templates ${CMAKE_SOURCE_DIR}/templates/*)
list(FILTER template_files EXCLUDE REGEX "(^|/)README\\.md$|^catalog/|~$|(^|/)\\.#")
list(TRANSFORM template_files PREPEND ${CMAKE_SOURCE_DIR}/templates/ OUTPUT_VARIABLE template_paths)
set(embedded_templates ${CMAKE_BINARY_DIR}/generated/embedded_templates.cpp)
add_custom_command(
  OUTPUT ${embedded_templates}
  COMMAND stackc_embed_files ${embedded_templates} templates ${CMAKE_SOURCE_DIR}/templates ${template_files}
  DEPENDS stackc_embed_files ${template_paths}
  COMMENT "Embedding templates/"
  VERBATIM)
add_library(stackc_embed STATIC ${embedded_templates})
target_link_libraries(stackc_embed PUBLIC stackc_options)
# Clang counts the bytes of a literal under -Wpedantic; a template may be longer than 64 KiB.
set_source_files_properties(${embedded_templates} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)

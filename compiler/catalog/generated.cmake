# templates/catalog/*.yaml -> generated/catalog/tables.cpp, a source of stackc_catalog. Include after the layers
# exist; a data file added, changed or removed is noticed by the next build.
function(stackc_catalog_generate)
  file(GLOB tool_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/compiler/catalog/generate/*.cpp)
  add_executable(stackc_catalog_tables ${tool_sources})
  target_link_libraries(stackc_catalog_tables PRIVATE stackc_syntax stackc_lock)

  file(GLOB entries CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/templates/catalog/*.yaml)
  set(paths ${entries})
  list(TRANSFORM paths PREPEND ${CMAKE_SOURCE_DIR}/)
  set(tables ${CMAKE_BINARY_DIR}/generated/catalog/tables.cpp)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/catalog)
  # Paths from the top of the repository, so that mistakes are shown by short names.
  add_custom_command(
    OUTPUT ${tables}
    COMMAND stackc_catalog_tables ${tables} ${entries}
    DEPENDS stackc_catalog_tables ${paths}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Reading the catalogue"
    VERBATIM)
  target_sources(stackc_catalog PRIVATE ${tables})
endfunction()

stackc_catalog_generate()

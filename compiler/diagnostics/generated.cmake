# Pages of the rules -> generated/diagnostics/rules.inc and rule_table.inc.
# Include after the layers exist; a page file added, changed or removed is noticed by the next build.
add_executable(stackc_pages ${CMAKE_SOURCE_DIR}/compiler/diagnostics/generate/pages.cpp)

function(stackc_diagnostics_generate)
  file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/compiler/diagnostics/pages/STK*.md)
  set(folder ${CMAKE_BINARY_DIR}/generated/diagnostics)
  file(MAKE_DIRECTORY ${folder})
  # The stamp is new after each run, the two files only when they differ: rule.h is included everywhere.
  add_custom_command(
    OUTPUT ${folder}/pages.stamp
    BYPRODUCTS ${folder}/rules.inc ${folder}/rule_table.inc
    COMMAND stackc_pages ${folder} ${pages}
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/pages.stamp
    DEPENDS stackc_pages ${pages}
    COMMENT "Reading the pages of the rules"
    VERBATIM)
  add_custom_target(stackc_rules DEPENDS ${folder}/pages.stamp)
  add_dependencies(stackc_diagnostics stackc_rules)
endfunction()

stackc_diagnostics_generate()

# templates/ -> generated/driver/proofs.cpp, a source of stackc_driver: every built-in template is proven by the build.
add_executable(stackc_prove_templates
  ${CMAKE_SOURCE_DIR}/compiler/driver/generate/prove_templates.cpp
  ${CMAKE_SOURCE_DIR}/compiler/driver/generate/program_code.cpp)
target_link_libraries(stackc_prove_templates PRIVATE stackc_embed stackc_plan stackc_render stackc_lock)

set(template_proofs ${CMAKE_BINARY_DIR}/generated/driver/proofs.cpp)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/driver)
add_custom_command(
  OUTPUT ${template_proofs}
  COMMAND stackc_prove_templates ${template_proofs}
  DEPENDS stackc_prove_templates
  COMMENT "Proving the templates"
  VERBATIM)
target_sources(stackc_driver PRIVATE ${template_proofs})

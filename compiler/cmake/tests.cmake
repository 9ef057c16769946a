# Unit tests: one executable per folder of tests/unit/, linked with the layer of that name (or, where the
# folder is not a layer, with the whole compiler). All run from the top of the repository.

find_package(Catch2 REQUIRED)
find_library(LIBYAML_LIBRARY yaml)

# What a folder's tests need beside their own layer.
set(stackc_test_uses_syntax ${LIBYAML_LIBRARY})  # the independent oracle of the differential test
set(stackc_test_uses_render ${LIBYAML_LIBRARY})  # reads back what templates wrote
# Whole stacks from text: tests/pipeline.h.
foreach(layer resolve topology check plan)
  set(stackc_test_uses_${layer} stackc_driver)
endforeach()
set(stackc_test_uses_driver nlohmann_json::nlohmann_json ${LIBYAML_LIBRARY})
set(stackc_test_uses_drift nlohmann_json::nlohmann_json)
set(stackc_test_shares_drift ${CMAKE_SOURCE_DIR}/tests/unit/lock/workspace.cpp)
set(stackc_test_leaves_drift "~each mutation of*") # stack by stack, below

function(stackc_unit_test folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  set(layer driver)
  if(TARGET stackc_${folder})
    set(layer ${folder})
  endif()
  add_executable(${folder}_test ${sources})
  target_sources(${folder}_test PRIVATE ${stackc_test_shares_${folder}})
  target_include_directories(${folder}_test PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${folder}_test PRIVATE stackc_${layer} ${stackc_test_uses_${folder}} Catch2::Catch2WithMain)
  add_test(NAME unit/${folder} COMMAND ${folder}_test ${stackc_test_leaves_${folder}} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(unit/${folder} PROPERTIES TIMEOUT 600)
endfunction()

# CONFIGURE_DEPENDS on the files, because a new folder is seen only through what is in it.
file(GLOB unit_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/tests/unit ${CMAKE_SOURCE_DIR}/tests/unit/*/*.cpp)
list(TRANSFORM unit_files REPLACE "/.*" "" OUTPUT_VARIABLE unit_folders)
list(REMOVE_DUPLICATES unit_folders)
foreach(folder IN LISTS unit_folders)
  stackc_unit_test(${folder})
endforeach()

# tests/fuzz/LAYER.cpp or LAYER_WHAT.cpp: libFuzzer programs, or the same code over its corpus.
add_custom_target(fuzzers)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*.cpp)
foreach(source IN LISTS fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX MATCH "^[a-z]+" layer ${name})
  if(NOT TARGET stackc_${layer})
    set(layer driver)
  endif()
  add_executable(fuzz_${name} ${source})
  target_include_directories(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(fuzz_${name} PRIVATE stackc_${layer})
  add_dependencies(fuzzers fuzz_${name})
  set(replay fuzz_${name})
  if(STACKC_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    list(APPEND replay -runs=0)
  else()
    target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/replay/replay.cpp)
  endif()
  add_test(NAME fuzz/${name} COMMAND ${replay} tests/fuzz/corpus/${name} stacks
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(fuzz/${name} PROPERTIES TIMEOUT 600)
endforeach()

# Every stack compiles to exactly its golden tree.
file(GLOB stack_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/stacks ${CMAKE_SOURCE_DIR}/stacks/*/stack.yaml)
if(TARGET stackc)
  foreach(file IN LISTS stack_files)
    get_filename_component(name ${file} DIRECTORY)
    # What takes longest is a process for each stack.
    add_test(NAME unit/drift/mutations/${name} COMMAND drift_test "each mutation of*" -c ${name}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    # Catch2 is content with a section that is not there.
    set_tests_properties(unit/drift/mutations/${name} PROPERTIES TIMEOUT 600 FAIL_REGULAR_EXPRESSION "assertions: - none -")
    add_test(NAME golden/${name} COMMAND tests/golden/golden_test.sh $<TARGET_FILE:stackc> ${name}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endforeach()
endif()

if(TARGET stackc)
  add_test(NAME cli COMMAND tests/cli/cli_test.sh $<TARGET_FILE:stackc> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/secrets COMMAND tests/cli/secrets_test.sh $<TARGET_FILE:stackc> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/environment_secrets COMMAND tests/cli/environment_secrets_test.sh $<TARGET_FILE:stackc> golden
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/entrypoint COMMAND tests/cli/entrypoint_test.sh $<TARGET_FILE:stackc> golden WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/certificates COMMAND tests/cli/certificates_test.sh $<TARGET_FILE:stackc> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/report COMMAND tests/cli/report_test.sh $<TARGET_FILE:stackc> . WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/templates COMMAND tests/cli/templates_test.sh $<TARGET_FILE:stackc> . WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/verify COMMAND tests/cli/verify_test.sh $<TARGET_FILE:stackc> . WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME cli/catalog COMMAND tests/cli/catalog_test.sh $<TARGET_FILE:stackc_catalog_tables>
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endif()

# Drift, from outside.
if(TARGET stackc)
  add_test(NAME drift/fleet COMMAND tests/drift/fleet_test.sh $<TARGET_FILE:stackc> stacks/teammoa/stack.yaml
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endif()

# How others run stackc: hooks, actions, recipes. 77 is skipped, for want of a program that the test names.
if(TARGET stackc)
  foreach(name pre_commit action recipes)
    add_test(NAME hooks/${name} COMMAND tests/hooks/${name}_test.sh $<TARGET_FILE:stackc>
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(hooks/${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
  endforeach()
  foreach(name previous_tag self_test)
    add_test(NAME stability/${name} COMMAND tests/stability/${name}.sh $<TARGET_FILE:stackc>
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(stability/${name} PROPERTIES SKIP_RETURN_CODE 77)
  endforeach()
endif()

add_test(NAME docs/outages COMMAND tests/docs/outages_test.sh WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME docs/readme COMMAND tests/docs/readme_test.sh $<TARGET_FILE:stackc> . WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME layers COMMAND tests/layers/layers_test.sh . WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME layers/self COMMAND tests/layers/self_test.sh WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})

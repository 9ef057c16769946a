# The libraries stackc stands on, all from the distribution. A release build takes their archives,
# because a static start costs a tenth of a dynamic one.

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
  add_compile_options(-ffunction-sections -fdata-sections)
  add_link_options(-Wl,--gc-sections)
endif()

# Sets stackc_is_static if the archives are there and link.
function(stackc_find_archives)
  find_library(YAML_CPP_ARCHIVE libyaml-cpp.a)
  find_library(CRYPTO_ARCHIVE libcrypto.a)
  # Debian 13's libcrypto.a can compress certificates; FindOpenSSL does not say what that needs.
  find_library(Z_ARCHIVE libz.a)
  find_library(ZSTD_ARCHIVE libzstd.a)
  if(NOT YAML_CPP_ARCHIVE OR NOT CRYPTO_ARCHIVE)
    message(WARNING "libyaml-cpp.a or libcrypto.a is missing: stackc will be linked dynamically")
    return()
  endif()
  set(archives ${CRYPTO_ARCHIVE})
  foreach(archive IN ITEMS ${Z_ARCHIVE} ${ZSTD_ARCHIVE})
    if(archive)
      list(APPEND archives ${archive})
    endif()
  endforeach()
  set(CMAKE_REQUIRED_LINK_OPTIONS -static)
  set(CMAKE_REQUIRED_LIBRARIES ${archives} ${CMAKE_DL_LIBS})
  set(CMAKE_REQUIRED_QUIET ON)
  include(CheckCXXSourceCompiles)
  check_cxx_source_compiles("
    #include <openssl/evp.h>
    int main() { return EVP_MD_fetch(nullptr, \"SHA256\", nullptr) == nullptr; }" STACKC_ARCHIVES_LINK)
  if(NOT STACKC_ARCHIVES_LINK)
    message(WARNING "libcrypto.a does not link (are zlib1g-dev and libzstd-dev installed?): "
                    "stackc will be linked dynamically")
    return()
  endif()
  set(stackc_is_static ON PARENT_SCOPE)
  set(stackc_crypto_archives ${archives} PARENT_SCOPE)
endfunction()

set(stackc_is_static OFF)
if(STACKC_STATIC AND CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT STACKC_SANITIZE AND NOT STACKC_FUZZ)
  stackc_find_archives()
endif()

find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)

# Debian's packages name the shared libraries only; the target of yaml-cpp changed its name between 0.7 and 0.8.
add_library(stackc_yaml_cpp INTERFACE)
add_library(stackc_crypto INTERFACE)
if(stackc_is_static)
  target_link_libraries(stackc_yaml_cpp INTERFACE ${YAML_CPP_ARCHIVE})
  target_link_libraries(stackc_crypto INTERFACE ${stackc_crypto_archives} ${CMAKE_DL_LIBS})
else()
  find_package(yaml-cpp REQUIRED)
  if(TARGET yaml-cpp::yaml-cpp)
    target_link_libraries(stackc_yaml_cpp INTERFACE yaml-cpp::yaml-cpp)
  else()
    target_link_libraries(stackc_yaml_cpp INTERFACE yaml-cpp)
  endif()
  find_package(OpenSSL REQUIRED COMPONENTS Crypto)
  target_link_libraries(stackc_crypto INTERFACE OpenSSL::Crypto)
endif()

# Libraries that are not ours. .ci/prepare.mjs unpacks their sources under the user's cache; each folder can be given by hand:
# -DHYPHA_IMGUI_DIR= -DHYPHA_CATCH2_DIR= -DHYPHA_SQLITE_DIR= -DHYPHA_SQLITE_SOURCE_DIR= -DHYPHA_SODIUM_DIR=. They compile without our warnings and are SYSTEM includes.
if(DEFINED ENV{HYPHA_CACHE})
    set(cache "$ENV{HYPHA_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(cache "$ENV{XDG_CACHE_HOME}/hypha")
else()
    set(cache "$ENV{HOME}/.cache/hypha")
endif()

# hypha_locate(<variable> <file that proves it> <what it is> <glob>...): newest match wins.
function(hypha_locate variable proof what)
    if(NOT ${variable})
        set(found)
        foreach(pattern IN LISTS ARGN)
            file(GLOB matches LIST_DIRECTORIES true ${pattern})
            list(APPEND found ${matches})
        endforeach()
        list(SORT found COMPARE NATURAL ORDER DESCENDING)
        list(APPEND found "")
        list(GET found 0 first)
        set(${variable} "${first}" CACHE PATH "${what}" FORCE)
    endif()
    if(NOT EXISTS "${${variable}}/${proof}")
        message(FATAL_ERROR "${what} is missing. Run 'node .ci/prepare.mjs', or give -D${variable}=FOLDER.")
    endif()
endfunction()

hypha_locate(HYPHA_IMGUI_DIR imgui.h "Dear ImGui >= 1.92 (source)" "${cache}/src/imgui-*")
hypha_locate(HYPHA_SQLITE_DIR sqlite3.c "The SQLite amalgamation" "${CMAKE_SOURCE_DIR}/node_modules/better-sqlite3/deps/sqlite3")
hypha_locate(HYPHA_SQLITE_SOURCE_DIR ext/recover/sqlite3recover.c "SQLite's extensions (source)" "${cache}/src/sqlite3-3.*")
file(STRINGS "${HYPHA_IMGUI_DIR}/imgui.h" imgui_version REGEX "define IMGUI_VERSION_NUM")
string(REGEX MATCH "[0-9]+" imgui_version "${imgui_version}")
if(imgui_version LESS 19200)
    message(FATAL_ERROR "Dear ImGui in ${HYPHA_IMGUI_DIR} is ${imgui_version}; 1.92 (19200) or newer is needed for its dynamic fonts.")
endif()

# Header-only libraries of the system are linked into a folder of their own: /usr/include as a whole would poison Emscripten.
function(hypha_system_headers target folder proof)
    find_path(${target}_AT ${proof} PATHS /usr/include /usr/local/include /opt/homebrew/include NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH)
    if(NOT ${target}_AT)
        message(FATAL_ERROR "The header <${proof}> is missing. Run 'node .ci/prepare.mjs'.")
    endif()
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/third_party/${target}")
    file(CREATE_LINK "${${target}_AT}/${folder}" "${CMAKE_BINARY_DIR}/third_party/${target}/${folder}" SYMBOLIC)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/third_party/${target}")
endfunction()
hypha_system_headers(nlohmann_json nlohmann nlohmann/json.hpp)
hypha_system_headers(stb stb stb/stb_image.h)

function(hypha_quiet target)
    target_compile_options(${target} PRIVATE -w)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "")
endfunction()

add_library(hypha_imgui STATIC
    ${HYPHA_IMGUI_DIR}/imgui.cpp ${HYPHA_IMGUI_DIR}/imgui_draw.cpp ${HYPHA_IMGUI_DIR}/imgui_tables.cpp ${HYPHA_IMGUI_DIR}/imgui_widgets.cpp
    $<$<BOOL:${EMSCRIPTEN}>:${HYPHA_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp>)
target_include_directories(hypha_imgui SYSTEM PUBLIC ${HYPHA_IMGUI_DIR} ${HYPHA_IMGUI_DIR}/backends)
# No demo, no ini file, no built-in font: the app brings its own faces and keeps its own state.
target_compile_definitions(hypha_imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
    $<$<BOOL:${EMSCRIPTEN}>:IMGUI_IMPL_OPENGL_ES3>)
hypha_quiet(hypha_imgui)

add_library(hypha_sqlite STATIC ${HYPHA_SQLITE_DIR}/sqlite3.c)
target_include_directories(hypha_sqlite SYSTEM PUBLIC ${HYPHA_SQLITE_DIR})
# The edge has databases on several threads, each connection on one of them at a time (2); in the browser there is one thread (0).
target_compile_definitions(hypha_sqlite PRIVATE
    SQLITE_THREADSAFE=$<IF:$<BOOL:${EMSCRIPTEN}>,0,2> SQLITE_ENABLE_FTS5 SQLITE_TEMP_STORE=3 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_ENABLE_DBPAGE_VTAB SQLITE_USE_ALLOCA SQLITE_STRICT_SUBTYPE=1
    # In the browser the pool VFS of src/storage is the only one: neither SQLite's unix VFS nor Emscripten's file system.
    $<$<BOOL:${EMSCRIPTEN}>:SQLITE_OS_OTHER=1>)
if(NOT HYPHA_SANITIZE)
    # -Os in the browser, as for the face (browser_roots.cmake): V8 runs it no slower, and the first screen stays in its budget.
    target_compile_options(hypha_sqlite PRIVATE $<IF:$<BOOL:${EMSCRIPTEN}>,-Os,-O3>)
endif()
hypha_quiet(hypha_sqlite)

# What can be read of a damaged database (src/storage/salvage): SQLite's recovery extension, public domain.
add_library(hypha_sqlite_recover STATIC ${HYPHA_SQLITE_SOURCE_DIR}/ext/recover/sqlite3recover.c ${HYPHA_SQLITE_SOURCE_DIR}/ext/recover/dbdata.c)
target_include_directories(hypha_sqlite_recover SYSTEM PUBLIC ${HYPHA_SQLITE_SOURCE_DIR}/ext/recover)
target_compile_definitions(hypha_sqlite_recover PRIVATE SQLITE_CORE SQLITE_OMIT_LOAD_EXTENSION)
target_link_libraries(hypha_sqlite_recover PUBLIC hypha_sqlite)
# UBSAN stops at its flexible arrays, which are written as [1]; ASAN stays.
target_compile_options(hypha_sqlite_recover PRIVATE $<$<BOOL:${HYPHA_SANITIZE}>:-fno-sanitize=undefined> $<$<BOOL:${EMSCRIPTEN}>:-Oz>)
hypha_quiet(hypha_sqlite_recover)

# libsodium for src/keys: Debian's library in the native build; for WebAssembly of its sources what src/keys calls, and nothing that asks
# the machine for anything: no random numbers, no guarded pages, no processor features. The rest is left out or falls to --gc-sections.
if(EMSCRIPTEN)
    hypha_locate(HYPHA_SODIUM_DIR src/libsodium/include/sodium.h "libsodium >= 1.0.18 (source)" "${cache}/src/libsodium-*")
    set(sodium "${HYPHA_SODIUM_DIR}/src/libsodium")
    set(sodium_sources)
    foreach(part crypto_aead/xchacha20poly1305/sodium/aead_xchacha20poly1305 crypto_aead/chacha20poly1305/sodium/aead_chacha20poly1305
            crypto_core/ed25519/ref10/ed25519_ref10 crypto_core/hchacha20/core_hchacha20
            crypto_generichash/crypto_generichash crypto_generichash/blake2b/generichash_blake2
            crypto_generichash/blake2b/ref/blake2b-compress-ref crypto_generichash/blake2b/ref/blake2b-ref crypto_generichash/blake2b/ref/generichash_blake2b
            crypto_hash/sha512/cp/hash_sha512_cp crypto_kdf/crypto_kdf crypto_kdf/blake2b/kdf_blake2b
            crypto_onetimeauth/poly1305/onetimeauth_poly1305 crypto_onetimeauth/poly1305/donna/poly1305_donna
            crypto_pwhash/crypto_pwhash crypto_pwhash/argon2/argon2 crypto_pwhash/argon2/argon2-core crypto_pwhash/argon2/argon2-encoding
            crypto_pwhash/argon2/argon2-fill-block-ref crypto_pwhash/argon2/blake2b-long crypto_pwhash/argon2/pwhash_argon2i crypto_pwhash/argon2/pwhash_argon2id
            crypto_sign/crypto_sign crypto_sign/ed25519/sign_ed25519 crypto_sign/ed25519/ref10/keypair crypto_sign/ed25519/ref10/open crypto_sign/ed25519/ref10/sign
            crypto_stream/chacha20/stream_chacha20 crypto_stream/chacha20/ref/chacha20_ref crypto_verify/sodium/verify sodium/codecs sodium/core sodium/utils)
        list(APPEND sodium_sources "${sodium}/${part}.c")
    endforeach()
    add_library(hypha_sodium STATIC ${sodium_sources})
    # configure would make version.h; the one beside the Visual Studio project says the same.
    file(READ "${HYPHA_SODIUM_DIR}/builds/msvc/version.h" sodium_version)
    string(REPLACE "\"export.h\"" "<sodium/export.h>" sodium_version "${sodium_version}")
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/third_party/sodium/sodium/version.h" CONTENT "${sodium_version}" @ONLY)
    target_include_directories(hypha_sodium SYSTEM PUBLIC "${sodium}/include" "${CMAKE_BINARY_DIR}/third_party/sodium"
        PRIVATE "${sodium}/include/sodium" "${CMAKE_BINARY_DIR}/third_party/sodium/sodium")
    target_compile_definitions(hypha_sodium PRIVATE CONFIGURED=1 DEV_MODE=1 HAVE_STDINT_H=1 NATIVE_LITTLE_ENDIAN=1)
    target_compile_options(hypha_sodium PRIVATE -ffunction-sections -fdata-sections $<$<CONFIG:Release>:-Oz>)
    hypha_quiet(hypha_sodium)
else()
    find_path(SODIUM_HEADERS sodium.h REQUIRED)
    find_library(SODIUM sodium REQUIRED)
    add_library(hypha_sodium INTERFACE)
    target_include_directories(hypha_sodium SYSTEM INTERFACE "${SODIUM_HEADERS}")
    target_link_libraries(hypha_sodium INTERFACE ${SODIUM})
endif()

if(HYPHA_TESTS)
    hypha_locate(HYPHA_CATCH2_DIR extras/catch_amalgamated.cpp "Catch2 3.7 (source)" "${cache}/src/Catch2-3.*")
    # The amalgamation is one file: a fifth of the processor time of its 107 parts. It checks our code, so it needs no sanitizer.
    add_library(hypha_catch2 STATIC "${HYPHA_CATCH2_DIR}/extras/catch_amalgamated.cpp")
    target_compile_options(hypha_catch2 PRIVATE -O1 -g0 $<$<BOOL:${HYPHA_SANITIZE}>:-fno-sanitize=all>)
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/third_party/catch2/catch2/catch_user_config.hpp" CONTENT
"#ifndef CATCH_USER_CONFIG_HPP_INCLUDED
#define CATCH_USER_CONFIG_HPP_INCLUDED
#define CATCH_CONFIG_DEFAULT_REPORTER \"console\"
#define CATCH_CONFIG_CONSOLE_WIDTH 120
#endif
")
    target_include_directories(hypha_catch2 SYSTEM PUBLIC "${HYPHA_CATCH2_DIR}/src" "${CMAKE_BINARY_DIR}/third_party/catch2")
    hypha_quiet(hypha_catch2)
endif()

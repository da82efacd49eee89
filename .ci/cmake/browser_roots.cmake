# The WebAssembly roots: hypha (the app worker), media (decode to verdict, also for the command line), keys (what a device with an account
# computes; loaded when syncing begins), text (features and answers of
# the text models, for the command line) taste (replays of click logs, in Node), page and fetch (stories as pages, and what to fetch without the app, in the service worker; each is its .wasm alone) and decode (JPEG and PNG for Node, where no browser decodes). Each is NAME.js (an ES module that makes the instance) and NAME.wasm.
# The page's policy has 'wasm-unsafe-eval' but no 'unsafe-eval', hence DYNAMIC_EXECUTION=0; there is no file system to ship.
# Exported C functions carry EMSCRIPTEN_KEEPALIVE; imports are in hypha_library.js and nowhere else.
set(hypha_library "${CMAKE_SOURCE_DIR}/src/browser/hypha_library.js")
set(root_flags --no-entry -sMODULARIZE=1 -sEXPORT_ES6=1 -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1
    -sINCOMING_MODULE_JS_API=locateFile,wasmBinary,instantiateWasm,print,printErr,onAbort
    -sEXPORTED_RUNTIME_METHODS=HEAP8,HEAPU8,HEAPU16,HEAP32,HEAPU32,HEAPF32,HEAPF64,UTF8ToString,stringToUTF8,lengthBytesUTF8)
if(EXISTS "${hypha_library}")
    list(APPEND root_flags --js-library "${hypha_library}")
endif()
if(HYPHA_PRODUCT)
    list(APPEND root_flags -sASSERTIONS=0 -sMALLOC=emmalloc)
else()
    list(APPEND root_flags -sASSERTIONS=1 -sSTACK_OVERFLOW_CHECK=1)
endif()

# hypha_root(<name> <sources> <libraries> <link flags>...)
function(hypha_root name sources libraries)
    if(NOT sources)
        return()
    endif()
    add_executable(${name}_wasm ${sources})
    set_target_properties(${name}_wasm PROPERTIES OUTPUT_NAME ${name} SUFFIX .js)
    if(EXISTS "${hypha_library}")
        set_target_properties(${name}_wasm PROPERTIES LINK_DEPENDS "${hypha_library}")
    endif()
    target_include_directories(${name}_wasm PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}")
    target_link_libraries(${name}_wasm PRIVATE hypha_warnings ${libraries})
    target_link_options(${name}_wasm PRIVATE ${root_flags} ${ARGN})
    add_dependencies(${name}_wasm hypha_generated)
endfunction()

hypha_sources(browser_sources src/browser)
set(media_sources ${browser_sources})
list(FILTER media_sources INCLUDE REGEX "/media_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/media_[^/]*\\.cpp$")
set(sql_sources ${browser_sources})
list(FILTER sql_sources INCLUDE REGEX "/sql_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/sql_[^/]*\\.cpp$")
list(APPEND sql_sources "${CMAKE_SOURCE_DIR}/src/browser/memory_functions.cpp")
set(text_sources ${browser_sources})
list(FILTER text_sources INCLUDE REGEX "/text_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/text_[^/]*\\.cpp$")
set(keys_sources ${browser_sources})
list(FILTER keys_sources INCLUDE REGEX "/keys_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/keys_[^/]*\\.cpp$")
set(page_sources ${browser_sources})
list(FILTER page_sources INCLUDE REGEX "/page_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/page_[^/]*\\.cpp$")
set(fetch_sources ${browser_sources})
list(FILTER fetch_sources INCLUDE REGEX "/fetch_[^/]*\\.cpp$")
list(FILTER browser_sources EXCLUDE REGEX "/fetch_[^/]*\\.cpp$")
hypha_sources(cli_sources src/cli)
set(taste_sources ${cli_sources})
list(FILTER taste_sources INCLUDE REGEX "/taste_[^/]*\\.cpp$")
list(FILTER cli_sources EXCLUDE REGEX "/taste_[^/]*\\.cpp$")

hypha_root(hypha "${browser_sources}" "hypha_ui;hypha_gfx;hypha_app;hypha_storage;hypha_ports;hypha_core;hypha_imgui;hypha_sqlite"
    -sENVIRONMENT=worker -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sSTACK_SIZE=512kb -sINITIAL_MEMORY=32mb -lhtml5 -lGL)
target_compile_options(hypha_wasm PRIVATE $<$<CONFIG:Release>:-Oz>) # where screens and use cases are inlined to (CMakeLists.txt)
target_link_options(hypha_wasm PRIVATE $<$<CONFIG:Release>:-Oz>)
if(HYPHA_PRODUCT) # what ships is split in two, by the names of its functions
    target_link_options(hypha_wasm PRIVATE --profiling-funcs)
    execute_process(COMMAND "${EMSCRIPTEN_ROOT_PATH}/em-config" BINARYEN_ROOT OUTPUT_VARIABLE hypha_binaryen OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    set(hypha_later_list "${CMAKE_SOURCE_DIR}/src/browser/later_code.txt")
    add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/hypha_first.wasm" BYPRODUCTS "${CMAKE_BINARY_DIR}/hypha_later.wasm"
        COMMAND ${NODE} "${CMAKE_SOURCE_DIR}/web/build/split_code.mjs" --module "${CMAKE_BINARY_DIR}/hypha.wasm" --list "${hypha_later_list}"
            --binaryen "${hypha_binaryen}" --first "${CMAKE_BINARY_DIR}/hypha_first.wasm" --later "${CMAKE_BINARY_DIR}/hypha_later.wasm"
        DEPENDS hypha_wasm "${hypha_later_list}" "${CMAKE_SOURCE_DIR}/web/build/split_code.mjs" VERBATIM)
    add_custom_target(hypha_split ALL DEPENDS "${CMAKE_BINARY_DIR}/hypha_first.wasm")
endif()
hypha_root(media "${media_sources}" "hypha_core" -sENVIRONMENT=worker -sSTACK_SIZE=256kb -sINITIAL_MEMORY=32mb -sMAXIMUM_MEMORY=2gb)
# Memory grows for the 19 MiB of Argon2id and for the photo that is sealed.
hypha_root(keys "${keys_sources}" "hypha_keys;hypha_ports;hypha_core" -sENVIRONMENT=worker -sSTACK_SIZE=256kb -sINITIAL_MEMORY=1mb -sMAXIMUM_MEMORY=1gb)
if(TARGET keys_wasm)
    target_compile_options(keys_wasm PRIVATE $<$<CONFIG:Release>:-Oz>)
endif()
# What the service worker runs: no Emscripten JavaScript, since a service worker loads none.
function(hypha_bare_root name sources libraries)
    if(NOT sources)
        return()
    endif()
    add_executable(${name}_wasm ${sources})
    set_target_properties(${name}_wasm PROPERTIES OUTPUT_NAME ${name} SUFFIX .wasm)
    target_include_directories(${name}_wasm PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}")
    target_link_libraries(${name}_wasm PRIVATE hypha_warnings ${libraries})
    target_compile_options(${name}_wasm PRIVATE $<$<CONFIG:Release>:-Oz>)
    target_link_options(${name}_wasm PRIVATE $<$<CONFIG:Release>:-Oz> --no-entry -sSTANDALONE_WASM=1 -sSTACK_SIZE=256kb -sINITIAL_MEMORY=2mb
        -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=64mb)
    add_dependencies(${name}_wasm hypha_generated)
endfunction()
hypha_bare_root(page "${page_sources}" "hypha_core_news")
hypha_bare_root(fetch "${fetch_sources}" "hypha_keys;hypha_core_taste;hypha_core_news")
hypha_root(text "${text_sources}" "hypha_core_text" -sENVIRONMENT=worker -sSTACK_SIZE=256kb -sMAXIMUM_MEMORY=1gb)
# A log of three million clicks takes half a gigabyte.
hypha_root(taste "${taste_sources}" "hypha_core_taste" -sENVIRONMENT=node -sSTACK_SIZE=256kb -sMAXIMUM_MEMORY=4gb)
hypha_root(decode "${cli_sources}" "hypha_core;stb" -sENVIRONMENT=node -sSTACK_SIZE=256kb -sMAXIMUM_MEMORY=2gb)

# The C++ of `npm run bench:sql`, built by the bench alone: hypha_storage with the flags of what ships.
if(HYPHA_PRODUCT)
    hypha_root(sql_bench "${CMAKE_SOURCE_DIR}/tests/bench/sql_bench.cpp;${CMAKE_SOURCE_DIR}/src/browser/pool_file.cpp;${CMAKE_SOURCE_DIR}/src/browser/memory_functions.cpp"
        "hypha_storage;hypha_ports;hypha_core;hypha_sqlite" -sENVIRONMENT=worker -sSTACK_SIZE=512kb -sINITIAL_MEMORY=32mb)
    set_target_properties(sql_bench_wasm PROPERTIES EXCLUDE_FROM_ALL ON)
endif()

# The face of sql.js (web/sql/README.md): sql/sql-wasm.{js,wasm}, the same with -debug, and the workers. No Emscripten JavaScript: the modules
# import what sql_imports.hpp names and the JavaScript is ours. SQLite is the app's amalgamation with the features of sql.js, and FTS5.
# -Os for SQLite: V8 runs its interpreter loop up to 1.5 times as fast as from -O2 and -O3 (measured), and the file is a third smaller.
function(hypha_sql_face name sqlite_optimisation)
    add_library(hypha_${name}_sqlite STATIC ${HYPHA_SQLITE_DIR}/sqlite3.c)
    target_include_directories(hypha_${name}_sqlite SYSTEM PUBLIC ${HYPHA_SQLITE_DIR})
    target_compile_definitions(hypha_${name}_sqlite PRIVATE SQLITE_OS_OTHER=1 SQLITE_THREADSAFE=0 SQLITE_OMIT_LOAD_EXTENSION SQLITE_ENABLE_FTS3
        SQLITE_ENABLE_FTS3_PARENTHESIS SQLITE_ENABLE_FTS5 SQLITE_ENABLE_NORMALIZE SQLITE_ENABLE_MATH_FUNCTIONS
        SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_USE_ALLOCA SQLITE_HAVE_ISNAN=1)
    hypha_quiet(hypha_${name}_sqlite)
    add_executable(${name} ${sql_sources})
    set_target_properties(${name} PROPERTIES SUFFIX .wasm RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/sql")
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE hypha_warnings hypha_${name}_sqlite)
    target_compile_options(hypha_${name}_sqlite PRIVATE ${ARGN} ${sqlite_optimisation} -fno-lto)
    target_compile_options(${name} PRIVATE ${ARGN})
    target_link_options(${name} PRIVATE ${ARGN} --no-entry -sSTANDALONE_WASM=1 -sSTACK_SIZE=5mb -sINITIAL_MEMORY=16mb -sALLOW_MEMORY_GROWTH=1
        -sMAXIMUM_MEMORY=4gb -sEXPORTED_FUNCTIONS=_malloc,_realloc,_free,_sqlite3_free,_sqlite3_step,_sqlite3_finalize,_sqlite3_close_v2,_sqlite3_errmsg,_sqlite3_changes,_sqlite3_sql,_sqlite3_normalized_sql,_sqlite3_bind_parameter_count,_sqlite3_bind_parameter_index)
endfunction()
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/browser/memory_functions.cpp" PROPERTIES COMPILE_OPTIONS "-O3;-fno-lto;-fno-builtin;-mbulk-memory")
if(HYPHA_PRODUCT)
    hypha_sql_face(sql-wasm -Os -O3)
    hypha_sql_face(sql-wasm-debug -O1 -O1 -g2 -fno-lto -DSQLITE_ENABLE_API_ARMOR)
    file(GLOB face_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/sql/*.ts" "${CMAKE_SOURCE_DIR}/web/sql/*.mjs")
    add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/sql/sql-wasm.js"
        COMMAND ${NODE} "${CMAKE_SOURCE_DIR}/web/sql/bundle.mjs" "${CMAKE_BINARY_DIR}/sql" DEPENDS ${face_sources} COMMENT "the face of sql.js" VERBATIM)
    add_custom_target(hypha_sql_javascript ALL DEPENDS "${CMAKE_BINARY_DIR}/sql/sql-wasm.js")
endif()

# The licences of what ships, for the bundle.
if(EXISTS "${CMAKE_SOURCE_DIR}/web/build/notices.mjs" AND EXISTS "${CMAKE_SOURCE_DIR}/models/manifest.json")
    set(notices "${CMAKE_BINARY_DIR}/generated/third_party_notices.txt")
    add_custom_command(OUTPUT "${notices}"
        COMMAND ${NODE} "${CMAKE_SOURCE_DIR}/web/build/notices.mjs" "${notices}" --imgui "${HYPHA_IMGUI_DIR}" --sodium "${HYPHA_SODIUM_DIR}" --emscripten "${EMSCRIPTEN_ROOT_PATH}"
        DEPENDS "${CMAKE_SOURCE_DIR}/web/build/notices.mjs" "${CMAKE_SOURCE_DIR}/package-lock.json" "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/src/edge/feeds/html_allow_list.LICENSE.txt" "${CMAKE_SOURCE_DIR}/src/keys/english_words.LICENSE.txt" "${CMAKE_SOURCE_DIR}/models/manifest.json"
        COMMENT "third-party notices" VERBATIM)
    add_custom_target(hypha_notices ALL DEPENDS "${notices}")
endif()

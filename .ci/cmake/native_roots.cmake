# hypha-edge (the server) and, for the tests, the command line's decoder as a native library.
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
find_library(BROTLI_ENCODER brotlienc REQUIRED)
find_library(BROTLI_DECODER brotlidec REQUIRED)
find_library(BROTLI_COMMON brotlicommon REQUIRED)
find_path(LIBXML_HEADERS libxml/parser.h PATH_SUFFIXES libxml2 REQUIRED)
find_library(LIBXML xml2 REQUIRED)
find_path(LIBPQ_HEADERS libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_library(LIBPQ pq REQUIRED)
find_library(LIBWEBP webp REQUIRED)
find_library(LIBJPEG jpeg REQUIRED)
find_library(LIBPNG png REQUIRED)
find_path(BOOST_HEADERS boost/beast.hpp REQUIRED)

add_library(hypha_edge_libraries INTERFACE)
target_include_directories(hypha_edge_libraries SYSTEM INTERFACE "${LIBXML_HEADERS}" "${LIBPQ_HEADERS}")
target_compile_definitions(hypha_edge_libraries INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ERROR_CODE_HEADER_ONLY BOOST_SYSTEM_NO_LIB)
target_link_libraries(hypha_edge_libraries INTERFACE OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB Threads::Threads
    ${BROTLI_ENCODER} ${BROTLI_DECODER} ${BROTLI_COMMON} ${LIBXML} ${LIBPQ} ${LIBWEBP} ${LIBJPEG} ${LIBPNG} nlohmann_json)

set(HYPHA_EXCLUDED "/edge_main\\.cpp$")
hypha_module(hypha_edge src/edge hypha_native hypha_keys hypha_storage hypha_ports hypha_core hypha_edge_libraries)
hypha_module(hypha_cli src/cli hypha_core stb)
set(HYPHA_EXCLUDED)

if(EXISTS "${CMAKE_SOURCE_DIR}/src/edge/edge_main.cpp")
    add_executable(hypha-edge "${CMAKE_SOURCE_DIR}/src/edge/edge_main.cpp")
    target_link_libraries(hypha-edge PRIVATE hypha_warnings hypha_edge)
    target_compile_definitions(hypha-edge PRIVATE HYPHA_VERSION="${PROJECT_VERSION}")
endif()

# Makes the journal that tests/bench/journal.bench.mjs scrolls; only the bench asks for it.
if(EXISTS "${CMAKE_SOURCE_DIR}/tests/bench/seed_journal.cpp")
    add_executable(hypha_seed_journal EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/seed_journal.cpp")
    target_link_libraries(hypha_seed_journal PRIVATE hypha_warnings hypha_storage hypha_native)
endif()

# Devices for tests/bench/edge.bench.mjs: the sync core over the sockets of the edge's tests.
add_executable(hypha_sync_bench EXCLUDE_FROM_ALL tests/bench/sync_bench.cpp tests/edge/http_transport.cpp tests/edge/raw_client.cpp tests/fakes/memory_replica_store.cpp)
target_include_directories(hypha_sync_bench PRIVATE "${CMAKE_SOURCE_DIR}/tests")
target_link_libraries(hypha_sync_bench PRIVATE hypha_warnings hypha_edge)

# A thousand phones for tests/phones: the same.
add_executable(hypha_phones EXCLUDE_FROM_ALL tests/phones/phones.cpp tests/edge/http_transport.cpp tests/edge/raw_client.cpp tests/fakes/memory_replica_store.cpp)
target_include_directories(hypha_phones PRIVATE "${CMAKE_SOURCE_DIR}/tests")
target_link_libraries(hypha_phones PRIVATE hypha_warnings hypha_edge)

# Gives training the features that the product computes (models/text/training/README.md); only training asks for it.
add_executable(hypha_text_features EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/models/text/training/text_features.cpp")
target_link_libraries(hypha_text_features PRIVATE hypha_warnings hypha_core_text)

# How our code is compiled: hypha_warnings carries the warnings-as-errors and is linked by our targets only, so that
# libraries from elsewhere stay quiet. Sanitizers and the exception model hold for every file of a build.
set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)

find_program(CCACHE ccache)
if(CCACHE)
    # The folder of the checkout is cut from the key, so clones and build folders share the cache.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

add_library(hypha_warnings INTERFACE)
target_compile_options(hypha_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Werror)

add_compile_options(-fdiagnostics-color=auto)
add_compile_definitions(JSON_USE_IMPLICIT_CONVERSIONS=0)

if(EMSCRIPTEN)
    add_compile_options(-msimd128)
    if(HYPHA_PRODUCT)
        # JSON_NOEXCEPTION: nlohmann/json aborts instead of throwing; callers parse with allow_exceptions=false.
        add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
        add_compile_definitions($<$<COMPILE_LANGUAGE:CXX>:JSON_NOEXCEPTION>)
        if(HYPHA_LTO)
            add_compile_options(-flto)
            add_link_options(-flto)
        endif()
    else()
        add_compile_options(-fwasm-exceptions)
        add_link_options(-fwasm-exceptions)
    endif()
else()
    find_program(LLD NAMES ld.lld-19 ld.lld)
    if(LLD)
        add_link_options(--ld-path=${LLD})
    endif()
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

if(HYPHA_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# Sources made at build time, under build/<preset>/generated; code includes them as "generated/…".
# A generator is a script beside what it reads. It is called with the path it has to write as the only argument.
# hypha_generated is built before every module.
add_custom_target(hypha_generated)
find_program(NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
find_program(PYTHON python3 PATHS /usr/bin NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH)
set(generated "${CMAKE_BINARY_DIR}/generated")

# hypha_generate(<output> <script> <inputs>...)
function(hypha_generate output script)
    if(NOT EXISTS "${CMAKE_SOURCE_DIR}/${script}")
        return()
    endif()
    set(program ${NODE})
    if(script MATCHES "\\.py$")
        set(program ${PYTHON})
    endif()
    get_filename_component(folder "${generated}/${output}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "generate_${output}" name)
    add_custom_command(OUTPUT "${generated}/${output}"
        COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
        COMMAND ${program} "${CMAKE_SOURCE_DIR}/${script}" "${generated}/${output}"
        DEPENDS "${CMAKE_SOURCE_DIR}/${script}" ${ARGN}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" COMMENT "${output}" VERBATIM)
    add_custom_target(${name} DEPENDS "${generated}/${output}")
    add_dependencies(hypha_generated ${name})
endfunction()

file(GLOB string_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/strings_*.json")
hypha_generate(ui/strings.hpp assets/build/strings.mjs ${string_files})

file(GLOB_RECURSE fungi_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/fungi/*.json")
list(APPEND fungi_files "${CMAKE_SOURCE_DIR}/assets/build/fungi_rules.mjs" "${CMAKE_SOURCE_DIR}/models/manifest.json")
hypha_generate(core/fungi/genera.hpp assets/build/fungi.mjs ${fungi_files})
hypha_generate(core/fungi/species.hpp assets/build/fungi.mjs ${fungi_files})

if(EXISTS "${CMAKE_SOURCE_DIR}/models/manifest.json")
    hypha_generate(core/fungi/embedded_manifest.hpp .ci/embed_manifest.mjs "${CMAKE_SOURCE_DIR}/models/manifest.json")
    file(GLOB card_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/models/*.card.json")
    hypha_generate(core/text/embedded_manifest.hpp .ci/embed_manifest.mjs "${CMAKE_SOURCE_DIR}/models/text/manifest.json")
    file(GLOB reference_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/references/*")
    hypha_generate(ui/references.hpp assets/build/references.mjs "${CMAKE_SOURCE_DIR}/models/manifest.json" ${reference_files})
    hypha_generate(ui/model_card.hpp assets/build/model_card.mjs "${CMAKE_SOURCE_DIR}/models/manifest.json" ${card_files})
endif()

hypha_generate(edge/openapi.hpp .ci/embed_openapi.mjs "${CMAKE_SOURCE_DIR}/web/openapi.yaml")
file(GLOB text_model_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/models/text/*.onnx")
hypha_generate(edge/text_models.hpp .ci/embed_text_models.mjs "${CMAKE_SOURCE_DIR}/models/text/manifest.json" ${text_model_files})

# Shaders are checked by glslang where it is installed, then embedded.
file(GLOB shader_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/shaders/*.vert" "${CMAKE_SOURCE_DIR}/shaders/*.frag")
if(shader_files)
    hypha_generate(gfx/shaders.hpp .ci/embed_shaders.mjs ${shader_files})
endif()

# The faces of the app, cut down to what its languages need; for the bundle and for the tests that draw.
if(EXISTS "${CMAKE_SOURCE_DIR}/assets/build/fonts.py")
    file(GLOB font_code CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/ui/kit/icons.*")
    add_custom_command(OUTPUT "${generated}/fonts.stamp"
        COMMAND ${PYTHON} "${CMAKE_SOURCE_DIR}/assets/build/fonts.py" "${generated}/fonts"
        COMMAND ${CMAKE_COMMAND} -E touch "${generated}/fonts.stamp"
        DEPENDS "${CMAKE_SOURCE_DIR}/assets/build/fonts.py" ${string_files} ${font_code}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" COMMENT "fonts" VERBATIM)
    add_custom_target(hypha_fonts ALL DEPENDS "${generated}/fonts.stamp")
endif()

# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
file(GLOB simulator_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} app/simulator/tst_*.cpp)
if(LOCKSTEP_HTTPSERVER)
    foreach(source ${simulator_tests})
        lockstep_test(${source} LIBS lockstep_simulator Qt6::Network)
    endforeach()
    add_dependencies(test_app_simulator_program lockstep-sim)

    # The published schemas of Graph are too large for this project; the check runs where they lie beside it.
    set(graph_schemas ${PROJECT_SOURCE_DIR}/../shared/data/graph-v1.0-subset.openapi.yaml)
    find_program(python3_with_yaml NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
    if(EXISTS ${graph_schemas} AND python3_with_yaml)
        execute_process(COMMAND ${python3_with_yaml} -c "import yaml" RESULT_VARIABLE no_yaml OUTPUT_QUIET ERROR_QUIET)
        if(NOT no_yaml)
            add_test(NAME app.simulator.schema COMMAND ${python3_with_yaml}
                ${CMAKE_CURRENT_SOURCE_DIR}/support/validate_replies.py $<TARGET_FILE:lockstep-sim> ${graph_schemas})
            set_tests_properties(app.simulator.schema PROPERTIES TIMEOUT 120)
        endif()
    endif()
endif()

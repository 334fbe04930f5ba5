# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
# What must hold when things die, refuse or lie: each test drives whole programs.
if(UNIX AND LOCKSTEP_HTTPSERVER)
    qt_add_executable(scripted_person resilience/scripted_person.cpp)
    target_include_directories(scripted_person PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(scripted_person PRIVATE Qt6::Test lockstep_ui lockstep_platform lockstep_options)

    lockstep_test(resilience/tst_product_lock.cpp LIBS lockstep_simulator lockstep_platform)

    lockstep_test(resilience/tst_kill.cpp LIBS lockstep_core TIMEOUT 120)
    add_dependencies(test_resilience_kill scripted_person)
    target_compile_definitions(test_resilience_kill PRIVATE SCRIPTED_PERSON="$<TARGET_FILE:scripted_person>")

    # The secrets that it makes go into a real keyring: the test brings its own bus.
    qt_add_executable(test_resilience_kill_writes resilience/tst_kill_writes.cpp)
    target_include_directories(test_resilience_kill_writes PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_definitions(test_resilience_kill_writes PRIVATE BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    target_link_libraries(test_resilience_kill_writes
        PRIVATE Qt6::Test lockstep_simulator lockstep_platform lockstep_options)
    add_dependencies(test_resilience_kill_writes lockstepctl)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        foreach(guide sspim spark-pim scim)
            add_test(NAME resilience.kill_writes.${guide} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/support/with-keyring.sh
                unlocked $<TARGET_FILE:test_resilience_kill_writes> ${guide})
            set_tests_properties(resilience.kill_writes.${guide} PROPERTIES TIMEOUT 1200
                ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=1100000")
        endforeach()
    endif()

    lockstep_test(resilience/tst_leaks.cpp LIBS lockstep_simulator lockstep_platform TIMEOUT 300)
    add_dependencies(test_resilience_leaks lockstepctl lockstep)

    # Each trouble where it can be made: some need namespaces of their own, which not every machine gives.
    qt_add_executable(test_resilience_faults resilience/tst_faults.cpp)
    target_include_directories(test_resilience_faults PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_definitions(test_resilience_faults PRIVATE
        TESTS_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}" BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        SCRIPTED_PERSON="$<TARGET_FILE:scripted_person>")
    target_link_libraries(test_resilience_faults
        PRIVATE Qt6::Test lockstep_simulator lockstep_platform lockstep_options)
    add_dependencies(test_resilience_faults lockstepctl scripted_person)
    set(faults guestNetwork unknownIssuer clockAnHourOff twoInstances)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        list(APPEND faults keychains)
        execute_process(COMMAND unshare -m -n mount -t tmpfs none /mnt
            RESULT_VARIABLE no_namespaces OUTPUT_QUIET ERROR_QUIET)
        if(no_namespaces)
            message(STATUS "No namespaces here: the tests without a network or a writable disk are left out")
        else()
            list(APPEND faults noNetwork readOnlyHome diskFull)
        endif()
    endif()
    foreach(fault ${faults})
        add_test(NAME resilience.faults.${fault} COMMAND test_resilience_faults ${fault})
        set_tests_properties(resilience.faults.${fault} PROPERTIES TIMEOUT 60 ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    endforeach()
endif()

# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
file(GLOB platform_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} app/platform/tst_*.cpp)
if(NOT LOCKSTEP_HTTPSERVER)
    list(REMOVE_ITEM platform_tests app/platform/tst_system_browser.cpp)
endif()
list(REMOVE_ITEM platform_tests app/platform/tst_keychain_store.cpp) # needs a bus around it, see below
foreach(source ${platform_tests})
    lockstep_test(${source} LIBS lockstep_platform)
endforeach()

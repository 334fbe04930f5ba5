# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
file(GLOB ui_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ui/tst_*.cpp)
foreach(source ${ui_tests})
    lockstep_test(${source} LIBS lockstep_ui)
endforeach()

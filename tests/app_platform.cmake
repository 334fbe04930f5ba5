# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
file(GLOB platform_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} app/platform/tst_*.cpp)
list(REMOVE_ITEM platform_tests app/platform/tst_keychain_store.cpp)
if(NOT LOCKSTEP_HTTPSERVER)
    list(REMOVE_ITEM platform_tests app/platform/tst_system_browser.cpp)
endif()
foreach(source ${platform_tests})
    lockstep_test(${source} LIBS lockstep_platform)
endforeach()

# The keychain's tests run one by one, each where it belongs: they bring their own bus and keyring.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    find_package(Qt6 6.4 REQUIRED COMPONENTS DBus)
    qt_add_executable(test_app_platform_keychain_store app/platform/tst_keychain_store.cpp)
    target_link_libraries(test_app_platform_keychain_store
        PRIVATE Qt6::Test Qt6::DBus Qt6Keychain::Qt6Keychain lockstep_platform lockstep_options)
    function(keychain_test name keyring)
        add_test(NAME app.platform.keychain_store.${name} COMMAND
            ${CMAKE_CURRENT_SOURCE_DIR}/support/with-keyring.sh ${keyring} ${CMAKE_COMMAND} -E env ${ARGN}
            $<TARGET_FILE:test_app_platform_keychain_store> ${name})
        set_tests_properties(app.platform.keychain_store.${name} PROPERTIES TIMEOUT 60)
    endfunction()
    foreach(name sessionStore realKeyring severalThreadsAtOnce aLimitIsKept lockedMeanwhile nothingInPlainText
            whatWasWrittenIsWiped)
        keychain_test(${name} unlocked)
    endforeach()
    keychain_test(locked locked)
    keychain_test(withoutKeyring empty)
    keychain_test(withoutService none)
    keychain_test(silentService none)
    keychain_test(withoutBus none --unset=DBUS_SESSION_BUS_ADDRESS)
    keychain_test(deadBus none DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus)
    keychain_test(neverAnswers unlocked QT_NO_GLIB=1)
    keychain_test(aStopRequestReturnsAtOnce unlocked QT_NO_GLIB=1)
    keychain_test(whatWasNeverBegunIsWiped unlocked QT_NO_GLIB=1)
endif()

file(GLOB core_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} core/tst_*.cpp core/*/tst_*.cpp)
foreach(source ${core_tests})
    lockstep_test(${source} LIBS lockstep_core)
endforeach()

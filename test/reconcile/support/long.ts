/** Loaded before the tests of the long run: every call is struck, ten thousand scenes are merged. */
process.env['ONEX_LONG_TESTS'] = '1';

import { built } from './built.ts';

/** Runs once, before the processes that share the test files are started: none of them builds while another reads. */
export async function mochaGlobalSetup(): Promise<void> {
  await built();
  process.env['ONEX_TESTS_BUILT'] = '1';
}

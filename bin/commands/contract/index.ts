/**
 * Dispatches `onex contract` to its actions: check, fix, diff, show, and test. Only `fix` writes, and only to the
 * files that it is given.
 */
import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import { parseCommandLine, type GivenOptions } from '../../../lib/options/index.ts';
import { refuseConflictsAround } from '../../../lib/project/index.ts';
import { CONTRACT } from '../definitions.ts';
import { ACTIONS, isContractTest } from './actions.ts';

type Run = (words: readonly string[], given: GivenOptions) => Promise<void>;

/** The implementation of each action, which is loaded when it is requested. */
const RUN: Readonly<Record<string, () => Promise<Run>>> = {
  check: async () => (await import('./check.ts')).check,
  fix: async () => (await import('./fix.ts')).fix,
  show: async () => (await import('./show.ts')).show,
  diff: async () => (await import('./diff.ts')).diff,
};

function refuseOptions(action: (typeof ACTIONS)[number], given: GivenOptions): void {
  const known = new Set(['files', 'debug', ...action.options]);
  const other = Object.keys(given).find((name) => !known.has(name));
  if (other !== undefined)
    throw new UserError(
      'ERR_ONEX_USAGE',
      `onex contract ${action.name} has no option --${other}; see onex contract --help`,
    );
}

/** `onex contract ACTION …`. */
export async function contract(argv: readonly string[]): Promise<void> {
  if (isContractTest(argv)) {
    const { forward } = await import('../../run.ts');
    return forward(['contract', ...argv]);
  }
  const given = parseCommandLine(CONTRACT, argv);
  const [name, ...words] = (given['files'] ?? []) as readonly string[];
  const names = ACTIONS.map((action) => action.name);
  if (name === undefined)
    throw new UserError('ERR_ONEX_USAGE', `onex contract needs an action: ${names.join(', ')}`);
  const action = ACTIONS.find((one) => one.name === name);
  if (action === undefined)
    throw new UserError(
      'ERR_ONEX_USAGE',
      `Unknown action ${quote(name)} of onex contract.${didYouMeanOrList(name, names)}`,
    );
  refuseOptions(action, given);
  // The others read the files that they are given, and report conflicts in them.
  if (name === 'show' || name === 'diff') {
    const { destination } = given;
    await refuseConflictsAround(process.cwd(), typeof destination === 'string' ? destination : undefined);
  }
  const run = await RUN[name]!();
  return run(words, given);
}

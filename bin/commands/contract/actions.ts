import { optionsOf } from '../../../lib/options/index.ts';

/** One action of `onex contract`. */
export interface ContractAction {
  readonly name: string;
  /** The command line after `onex contract`. */
  readonly usage: string;
  readonly summary: string;
  /** Options of the command that this action has, beside `--debug`. */
  readonly options: readonly string[];
}

/**
 * Whether the arguments of `onex contract` request `test`, which the runtime performs and whose options only the runtime
 * knows. Options may come before the action.
 */
export function isContractTest(argv: readonly string[]): boolean {
  const first = argv.findIndex((word) => !word.startsWith('-'));
  const isValue = optionsOf('contract').some(
    ({ name, type }) => type !== 'flag' && argv[first - 1] === `--${name}`,
  );
  return argv[first] === 'test' && !isValue;
}

/** The actions of `onex contract`, in the order of help. */
export const ACTIONS: readonly ContractAction[] = [
  {
    name: 'check',
    usage: 'check FILE…',
    summary: 'Check contracts against the strict rules of the ecosystem',
    options: ['json'],
  },
  {
    name: 'fix',
    usage: 'fix FILE…',
    summary: 'Convert types from TypeScript notation to contract notation',
    options: ['json'],
  },
  {
    name: 'diff',
    usage: 'diff [A [B]]',
    summary: 'List the changes between two versions of a contract, and what each change breaks',
    options: ['json', 'since', 'destination'],
  },
  {
    name: 'show',
    usage: 'show NODE|FILE',
    summary: 'Print a contract with its defaults and the source of each value',
    options: ['json', 'destination'],
  },
  {
    name: 'test',
    usage: 'test NODE [--running]',
    summary: 'Send valid and invalid messages to a node, and check its answers against its contract',
    options: [],
  },
];

import {
  DEFINITION_PATHS,
  parseYaml,
  readSource,
  type ContractIssue,
  type Origin,
} from 'onex-runtime/contract';
import { strictFaults } from './strict/index.ts';

/** The result of checking a contract. */
export interface CheckedContract {
  /** In text order; at most one issue per place. */
  readonly issues: readonly ContractIssue[];
  /** Whether the Python side's strict validator also accepts it. */
  readonly portable: boolean;
}

/** Models at the top of a contract are documented, and only the Python side refuses them. */
const OWN_DEFINITIONS = JSON.stringify(DEFINITION_PATHS.at(-1));

/**
 * Checks a contract's text and returns all issues: violations of the strict rules of omnibase-core 0.47, other errors
 * of our own reader, and its warnings. Never throws.
 */
export function checkContract(text: string, file: string, origin: Origin = 'project'): CheckedContract {
  const source = parseYaml(text, { origin });
  const strict = strictFaults(source);
  const places = new Set(strict.map(placeOf));
  const { issues } = readSource(source, { file, origin });
  const all = [...strict.map(explained), ...issues.filter((issue) => !places.has(placeOf(issue)))];
  return {
    issues: all.toSorted(
      (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
    ),
    portable: strict.length === 0 && !all.some(({ severity }) => severity === 'error'),
  };
}

/** Explains a violation of the strict rules. A violation that only makes a contract less portable becomes a warning. */
function explained(fault: ContractIssue): ContractIssue {
  if (JSON.stringify(fault.path) !== OWN_DEFINITIONS) return fault;
  const message =
    'definitions: Python’s strict validator rejects this key, so the contract is not portable; ' +
    'move it to annotations.definitions';
  return Object.assign({}, fault, { severity: 'warning', message });
}

function placeOf({ path, position }: ContractIssue): string {
  return JSON.stringify([path, path.length === 0 ? position : null]);
}

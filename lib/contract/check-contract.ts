import {
  DEFINITION_PATHS,
  parseYaml,
  readSource,
  type ContractIssue,
  type Origin,
} from 'onex-runtime/contract';
import { strictFaults } from './strict/index.ts';

/** What there is to say of a contract. */
export interface CheckedContract {
  /** In the order of the text; one issue for one place. */
  readonly issues: readonly ContractIssue[];
  /** Whether the Python side's strict validator accepts it too. */
  readonly portable: boolean;
}

/** Models at the top of a contract are documented, and refused by the Python side alone. */
const OWN_DEFINITIONS = JSON.stringify(DEFINITION_PATHS.at(-1));

/**
 * All there is to say of a contract's text: faults against the strict rules of omnibase-core 0.47, what our own reader
 * refuses beside them, and its warnings. Never throws.
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

/** A fault of the strict rules; one that only makes a contract less portable is a warning. */
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

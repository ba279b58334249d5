import { quote } from 'onex-cli-kit';
import { MAX_ISSUES, parseKind, parseYaml } from 'onex-runtime/contract';
import type { ContractIssue, KeyPath, NodeKind, YamlSource } from 'onex-runtime/contract';
import { STRICT } from './kinds.ts';
import { faultsOf } from './messages.ts';

/**
 * Checks a contract's text against the strict rules of omnibase-core 0.47, offline: returns one error for each
 * violation, with its position, in text order, at most two hundred. Empty: valid. The text is read as YAML 1.1, like in
 * that package. Never throws.
 */
export function checkStrict(text: string): readonly ContractIssue[] {
  return strictFaults(parseYaml(text));
}

/** The same for a text that is already parsed. */
export function strictFaults(source: YamlSource): readonly ContractIssue[] {
  if (source.value === undefined) return source.issues;
  const error = (path: KeyPath, message: string, part: 'key' | 'value' = 'value'): ContractIssue => ({
    severity: 'error',
    message,
    path,
    position: source.positionOf(path, part),
  });
  const value = source.pythonValue();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [error([], `expected a mapping, found ${quote(value)}`)];
  }
  const kind = kindOf(value);
  if (typeof kind !== 'string') return [error(['node_type'], kind.message)];
  const checked = STRICT[kind].safeParse(value);
  const faults = checked.success ? [] : checked.error.issues.flatMap((issue) => faultsOf(issue, value));
  return faults
    .slice(0, MAX_ISSUES)
    .map(({ path, message, part }) => error(path, message, part))
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
}

function kindOf(contract: object): NodeKind | { message: string } {
  const expected = 'EFFECT_GENERIC, COMPUTE_GENERIC, REDUCER_GENERIC or ORCHESTRATOR_GENERIC';
  const written: unknown = Object.hasOwn(contract, 'node_type')
    ? Reflect.get(contract, 'node_type')
    : undefined;
  if (written === undefined || written === null)
    return { message: `node_type: is missing; expected ${expected}` };
  const kind = typeof written === 'string' ? parseKind(written) : null;
  return kind ?? { message: `node_type: expected ${expected}; found ${quote(written)}` };
}

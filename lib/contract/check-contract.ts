import { parseYaml, readSource, type ContractIssue, type Origin } from 'onex-runtime/contract';
import { strictFaults } from './strict/check-strict.ts';

/**
 * All there is to say of a contract's text, in the order of the text: faults against the strict rules of
 * omnibase-core 0.47, what our own reader refuses beside them, and its warnings. One issue for one place. Never throws.
 */
export function checkContract(
  text: string,
  file: string,
  origin: Origin = 'project',
): readonly ContractIssue[] {
  const source = parseYaml(text, { origin });
  const strict = strictFaults(source);
  const places = new Set(strict.map(placeOf));
  const { issues } = readSource(source, { file, origin });
  return [...strict, ...issues.filter((issue) => !places.has(placeOf(issue)))].toSorted(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
}

function placeOf({ path, position }: ContractIssue): string {
  return JSON.stringify([path, path.length === 0 ? position : null]);
}

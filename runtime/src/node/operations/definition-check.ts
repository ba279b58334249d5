import { OnexError } from '../../errors/index.ts';

/**
 * Compares the names in a contract with those in the code, in both directions.
 * @throws OnexError CONTRACT_VALIDATION_ERROR naming everything that is missing on either side.
 */
export function requireSameNames(options: {
  readonly node: string;
  /** `operation`, `action`, `guard`, `step`. */
  readonly what: string;
  /** Name of the code's property: `handlers`, `actions`, `steps`. */
  readonly where: string;
  readonly inContract: Iterable<string>;
  readonly inCode: Iterable<string>;
}): void {
  const contract = new Set(options.inContract);
  const code = new Set(options.inCode);
  const faults: string[] = [];
  const uncoded = [...contract].filter((name) => !code.has(name));
  const unnamed = [...code].filter((name) => !contract.has(name));
  if (uncoded.length > 0) {
    const fix = `write it, or run: onex upgrade ${options.node}`;
    faults.push(
      `the contract's ${options.what} ${uncoded.join(', ')} has no code under ${options.where} (${fix})`,
    );
  }
  if (unnamed.length > 0) {
    faults.push(`${options.where} has ${unnamed.join(', ')}, which no ${options.what} of the contract names`);
  }
  if (faults.length === 0) return;
  throw new OnexError('CONTRACT_VALIDATION_ERROR', `${options.node}: ${faults.join('; ')}.`, {
    context: { node: options.node, missing: uncoded, unknown: unnamed },
  });
}

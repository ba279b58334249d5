import type { Contract } from './model.ts';

const texts = new WeakMap<Contract, string>();

/** Remembers the YAML that a contract was read from, while the contract is in use. */
export function rememberText(contract: Contract, text: string): void {
  texts.set(contract, text);
}

/** The YAML that a contract was read from. Null if it was not read from YAML, or was changed since. */
export function contractText(contract: Contract): string | null {
  return texts.get(contract) ?? null;
}

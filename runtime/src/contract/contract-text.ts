import type { Contract } from './model.ts';

const texts = new WeakMap<Contract, string>();

/** Remembers the YAML that a contract was read from, as long as the contract is in use. */
export function rememberText(contract: Contract, text: string): void {
  texts.set(contract, text);
}

/** The YAML that a contract was read from; null for one that was not read, or that was changed since. */
export function contractText(contract: Contract): string | null {
  return texts.get(contract) ?? null;
}

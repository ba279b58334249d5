import { samplePayload, type Contract } from '../../../contract/index.ts';

/** The payload that is shown to begin with: what an operation's input accepts; null where no sample was found. */
export function examplePayload(
  contract: Contract,
  operation: string,
): Readonly<Record<string, unknown>> | null {
  const fields = contract.operations.find(({ name }) => name === operation)?.input ?? null;
  const sample = samplePayload(fields, contract.definitions);
  return sample.found ? sample.value : null;
}

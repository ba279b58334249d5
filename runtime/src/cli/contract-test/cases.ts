import { z } from 'zod';
import {
  formatPath,
  samplePayload,
  schemasOf,
  variantsOf,
  type Contract,
  type Field,
  type FieldType,
  type Operation,
} from '../../contract/index.ts';

/** A message to send, and what the contract says about it. */
export interface TestCase {
  readonly operation: string;
  /** Readable description: `the sample`, `amount below its minimum`. */
  readonly what: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether the contract's model accepts the payload. */
  readonly accepted: boolean;
  /** Whether the message is sent a second time, unchanged. */
  readonly twice: boolean;
}

/** An operation that cannot be tested, and why. */
export interface Untestable {
  readonly operation: string;
  readonly reason: string;
}

/** Maximum number of messages to one operation, because a contract may have thousands of fields. */
const MOST_CASES = 500;

/** Fields of an operation's input. Null if any object is accepted. */
export function inputFields(contract: Contract, { name, input }: Operation): readonly Field[] | null {
  if (input !== null) return input;
  const models = contract.routing.routes
    .filter(({ operations }) => operations.includes(name))
    .map(({ eventModel }) => eventModel?.name ?? null);
  const [only = null] = models;
  if (only === null || models.some((model) => model !== only)) return null;
  return Object.hasOwn(contract.definitions, only) ? (contract.definitions[only] ?? null) : null;
}

/** All messages to send to one operation. */
export function casesOf(contract: Contract, operation: Operation): readonly TestCase[] | Untestable {
  const { definitions } = contract;
  const { name } = operation;
  if (contract.kind === 'orchestrator' && contract.workflow === null)
    return { operation: name, reason: 'its handler decides what it publishes, so no answer is expected' };
  const fields = inputFields(contract, operation);
  const sample = samplePayload(fields, definitions);
  if (!sample.found)
    return {
      operation: name,
      reason: `no sample of its input was found (${formatPath(sample.path)}: ${sample.reason})`,
    };
  const type: FieldType = fields === null ? { kind: 'object' } : { kind: 'model', fields };
  const schema = schemasOf(z, definitions)(type);
  const accepts = (payload: object): boolean => schema.safeParse(payload).success;
  const made = (what: string, payload: TestCase['payload'], twice = false): TestCase => ({
    operation: name,
    what,
    payload,
    accepted: accepts(payload),
    twice,
  });
  const variants = variantsOf(fields ?? [], definitions).slice(0, MOST_CASES);
  return [
    made('the sample', sample.value),
    ...variants.map(({ field, what, payload }) => made(`${field} ${what}`, payload)),
    made('the sample, twice', sample.value, true),
  ];
}

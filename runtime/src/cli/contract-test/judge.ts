import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { formatPath, schemasOf, type Contract, type Field, type FieldType } from '../../contract/index.ts';
import type { TestCase } from './cases.ts';

/** What the node did with a message. */
export type Answer =
  | { readonly kind: 'completed' | 'failed'; readonly topic: string; readonly payload: unknown }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string };

/** Whether the contract allows what the node did. */
export interface Verdict {
  readonly allowed: boolean;
  /** What the node did, in a few words. */
  readonly answered: string;
  /** Why the contract does not allow it. Null if it does. */
  readonly fault: string | null;
}

/** How a verdict reports that the node did not answer. */
export const NOTHING = 'nothing';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Judges the answer to a message by the contract. */
export function judge(contract: Contract, { operation, accepted }: TestCase, answer: Answer): Verdict {
  const allowed = (answered: string): Verdict => ({ allowed: true, answered, fault: null });
  const broken = (answered: string, fault: string): Verdict => ({ allowed: false, answered, fault });
  switch (answer.kind) {
    case 'silent':
      return broken(NOTHING, answer.reason);
    case 'rejected': {
      const answered = `rejected: ${answer.reason}`;
      if (!accepted || isStateRefusal(contract, answer.reason)) return allowed(answered);
      return broken(answered, 'the contract’s model accepts the message');
    }
    case 'failed': {
      const answered = `failed: ${failureOf(answer.payload)}`;
      const topic = topicsOf(contract, operation)?.failed;
      return topic === undefined || topic === answer.topic
        ? allowed(answered)
        : broken(answered, `its failed event goes to ${topic}, and not to ${answer.topic}`);
    }
    default: {
      if (!accepted) return broken('completed', 'the contract’s model rejects the message');
      const fault = answerFault(contract, operation, answer);
      return fault === null ? allowed('completed') : broken('completed', fault);
    }
  }
}

/**
 * Judges what a node did with a message that it had answered already. A failed message may fail again, with a different
 * error, because it had no effect.
 */
export function judgeRepeat(
  contract: Contract,
  test: TestCase,
  first: Answer,
  again: readonly Answer[],
): Verdict {
  const verdict = judge(contract, test, first);
  if (!verdict.allowed) return verdict;
  const other = again.find((answer) => !isSame(first, answer));
  if (other !== undefined) {
    const fault = 'a message that is delivered twice must take effect once';
    return { allowed: false, answered: `${first.kind}, then ${other.kind} with another answer`, fault };
  }
  const words = again.length === 0 ? 'no second answer' : 'the same answer';
  return { allowed: true, answered: `${first.kind}, ${words}`, fault: null };
}

function isSame(first: Answer, again: Answer): boolean {
  if (first.kind !== again.kind) return false;
  if (first.kind !== 'completed' || again.kind !== 'completed') return true;
  return isDeepStrictEqual(first.payload, again.payload);
}

function topicsOf(
  { operations }: Contract,
  name: string,
): { readonly completed: string; readonly failed: string } | null {
  const found = operations.find((operation) => operation.name === name);
  return found === undefined ? null : { completed: found.completedTopic, failed: found.failedTopic };
}

/** A reducer takes an event only in some states, which its contract defines. */
function isStateRefusal({ kind }: Contract, reason: string): boolean {
  return kind === 'reducer' && reason.includes('INVALID_STATE');
}

function failureOf(payload: unknown): string {
  const error = isRecord(payload) ? payload['error'] : undefined;
  if (!isRecord(error)) return 'without an error';
  return `${String(error['error_code'] ?? '')} ${String(error['message'] ?? '')}`.trim();
}

function answerFault(
  contract: Contract,
  operation: string,
  answer: { readonly topic: string; readonly payload: unknown },
): string | null {
  const topic = topicsOf(contract, operation)?.completed;
  const snapshot = contract.topics.publish.some(
    (published) => published.topic === answer.topic && answer.topic.startsWith('onex.snapshot.'),
  );
  if (topic !== undefined && topic !== answer.topic && !snapshot)
    return `its completed event goes to ${topic}, and not to ${answer.topic}`;
  const fields = outputFields(contract, operation);
  if (!isRecord(answer.payload)) return 'its answer is not an object';
  if (fields === null) return null;
  const type: FieldType = { kind: 'model', fields };
  const parsed = schemasOf(z, contract.definitions)(type).safeParse(answer.payload);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `its answer breaks the contract: ${formatPath((issue?.path ?? []).map((key) => (typeof key === 'symbol' ? String(key) : key)))}: ${issue?.message}`;
}

/** A reducer publishes its projection, whatever fields its operations list. */
function outputFields({ kind, operations }: Contract, name: string): readonly Field[] | null {
  if (kind === 'reducer') return null;
  return operations.find((operation) => operation.name === name)?.output ?? null;
}

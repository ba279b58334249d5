import { z } from 'zod';
import type { Verdict } from '../../event-bus/wire/index.ts';
import type { BusEvent } from './event.ts';
import type { NodeDescription } from './directory.ts';

/**
 * What goes over the control connection: lines of JSON. The client's first line is its token, its second one request;
 * the server answers with one line, `tail` with one more per event. One request per connection.
 */
const headersSchema = z.record(z.string(), z.string());

export const requestSchema = z.discriminatedUnion('request', [
  z.object({ request: z.literal('directory') }),
  z.object({
    request: z.literal('publish'),
    topic: z.string().min(1),
    key: z.string().nullable(),
    value: z.string(),
    headers: headersSchema,
  }),
  /** Hands a message to a node that is not on the bus; answers with what the node published. */
  z.object({ request: z.literal('call'), node: z.string(), topic: z.string(), value: z.string() }),
  z.object({
    request: z.literal('tail'),
    topics: z.array(z.string()).readonly(),
    correlationId: z.string().nullable(),
    /** Begin with what is kept, or with what comes from now on. */
    from: z.enum(['start', 'now']),
    /** Stay for what comes. */
    follow: z.boolean(),
  }),
]);

export type ControlRequest = z.infer<typeof requestSchema>;
export type TailRequest = Extract<ControlRequest, { request: 'tail' }>;

/** One thing a node published when it was called directly. */
export interface CallOutput {
  readonly kind: string;
  readonly topic: string;
  readonly payload: unknown;
  /** How the call ended, where this is its answer; absent: the output is not an answer. */
  readonly verdict?: Verdict;
}

export type ControlAnswer =
  | {
      readonly ok: true;
      readonly nodes?: readonly NodeDescription[];
      readonly outputs?: readonly CallOutput[];
    }
  | { readonly ok: false; readonly error: string };

/**
 * Lines of a `tail` after its answer. `leftOut` is the number of events, of any topic, that were dropped because the
 * client read too slowly.
 */
export type TailLine = { readonly event: BusEvent } | { readonly leftOut: number } | { readonly end: true };

/** Largest line before the token is proved, and after. A message of 16 MiB is larger as a string of JSON. */
export const MAX_TOKEN_LINE = 1024;
export const MAX_LINE = 64 * 1024 * 1024;
/** Largest line of an answer: a client cannot know what listens on the port of a `dev` that was killed. */
export const MAX_ANSWER_LINE = 128 * 1024 * 1024;

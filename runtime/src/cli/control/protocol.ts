import { z } from 'zod';
import type { Verdict } from '../../event-bus/wire/index.ts';
import type { BusEvent } from './event.ts';
import type { NodeDescription } from './directory.ts';

/**
 * The messages of the control connection: lines of JSON. The client's first line is its token, and its second one a
 * request. The server answers with one line, and `tail` with one more per event. Each connection has one request.
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
  /** Passes a message to a node that is not on the bus. The answer has what the node published. */
  z.object({ request: z.literal('call'), node: z.string(), topic: z.string(), value: z.string() }),
  z.object({
    request: z.literal('tail'),
    topics: z.array(z.string()).readonly(),
    correlationId: z.string().nullable(),
    /** Begin with the retained events, or with those from now on. */
    from: z.enum(['start', 'now']),
    /** Continue with later events. */
    follow: z.boolean(),
  }),
]);

export type ControlRequest = z.infer<typeof requestSchema>;
export type TailRequest = Extract<ControlRequest, { request: 'tail' }>;

/** One output of a node that was called directly. */
export interface CallOutput {
  readonly kind: string;
  readonly topic: string;
  readonly payload: unknown;
  /** How the call ended, if this is its answer. Absent if the output is not an answer. */
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

/** Maximum line before the token is verified, and after. A message of 16 MiB is larger as a JSON string. */
export const MAX_TOKEN_LINE = 1024;
export const MAX_LINE = 64 * 1024 * 1024;
/** Maximum line of an answer, because a client cannot know which program listens on the port of a killed `dev`. */
export const MAX_ANSWER_LINE = 128 * 1024 * 1024;

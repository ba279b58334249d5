import { carriedHeaders } from './carried-headers.ts';
import type { Envelope } from '../../envelope/index.ts';

/** Whether a message has a trace or headers that it passes on to the messages that it causes. */
export function isInContext({ trace_id: trace, metadata }: Envelope): boolean {
  return trace !== null || Object.keys(metadata.headers).length > 0;
}

/**
 * The cause, completed by the context in which its conversation began, because it may come from a node that passes
 * nothing on.
 */
export function continued(cause: Envelope | undefined, origin: Envelope): Envelope {
  if (cause === undefined) return origin;
  const { trace_id: trace, span_id: span, metadata } = cause;
  const { traceparent, tracestate, ...others } = carriedHeaders(origin.metadata.headers);
  const isSame = trace === null || trace === origin.trace_id;
  const state = isSame ? { ...(traceparent && { traceparent }), ...(tracestate && { tracestate }) } : {};
  const headers = { ...state, ...others, ...carriedHeaders(metadata.headers) };
  return {
    ...cause,
    trace_id: trace ?? origin.trace_id,
    span_id: trace === null ? origin.span_id : span,
    metadata: { ...metadata, headers },
  };
}

import type { InboundRecord } from '../../transport.ts';
import { withCarried } from './carried-headers.ts';
import type { Envelope } from '../envelope.ts';
import { parseEnvelope } from '../parse-envelope.ts';
import { withTrace } from '../trace-context.ts';

/**
 * The envelope of a record, with the context that only the record's headers tell.
 * @throws ContentError as `parseEnvelope` does; headers never fail a message.
 */
export function readEnvelope(record: InboundRecord): Envelope {
  const { value, headers } = record;
  return withCarried(withTrace(parseEnvelope(value, record), headers), headers);
}

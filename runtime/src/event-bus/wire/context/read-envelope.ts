import type { InboundRecord } from '../../transport.ts';
import { withCarried } from './carried-headers.ts';
import type { Envelope } from '../envelope.ts';
import { parseEnvelope } from '../parse-envelope.ts';
import { withOperationHeader } from '../operation.ts';
import { withTrace } from '../trace-context.ts';

/**
 * The envelope of a record, with the context and the operation that only the record's headers name.
 * @throws ContentError as `parseEnvelope` does; headers never fail a message.
 */
export function readEnvelope(record: InboundRecord): Envelope {
  const { value, headers } = record;
  const envelope = withCarried(withTrace(parseEnvelope(value, record), headers), headers);
  return withOperationHeader(envelope, headers);
}

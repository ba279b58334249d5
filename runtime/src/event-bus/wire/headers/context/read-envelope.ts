import { ContentError } from '../../../../errors/index.ts';
import type { InboundRecord } from '../../../transports/index.ts';
import { withCarried } from './carried-headers.ts';
import { type Envelope, parseCommand, parseEnvelope, withOperationHeader } from '../../envelope/index.ts';
import { topicCategory } from '../../topics/index.ts';
import { withLineage } from './lineage.ts';
import { withTrace } from '../trace-context.ts';

/**
 * The envelope of a record, which on a command topic may be a bare payload, with the context and the operation that only the record's headers name.
 * @throws ContentError as `parseEnvelope` does, and when the record was too large to be unpacked; headers never fail a message.
 */
export function readEnvelope(record: InboundRecord): Envelope {
  const { value, headers, cutOff } = record;
  if (cutOff !== undefined) {
    throw new ContentError(`the message is too large: unpacked, it has ${cutOff.bytes} bytes`);
  }
  const parse = topicCategory(record.topic) === 'COMMAND' ? parseCommand : parseEnvelope;
  const envelope = withCarried(withTrace(parse(value, record), headers), headers);
  return withOperationHeader(withLineage(envelope, headers), headers);
}

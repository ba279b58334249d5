import { ContentError } from '../../../../errors/index.ts';
import type { InboundRecord } from '../../../transports/index.ts';
import { withCarried } from './carried-headers.ts';
import {
  type Envelope,
  parseCommand,
  parseEnvelope,
  withOperationHeader,
  isUuid,
} from '../../envelope/index.ts';
import { topicCategory } from '../../topics/index.ts';
import { withTrace } from '../trace-context.ts';

/**
 * The envelope of a record, which may be a bare payload on a command topic, with the context and the operation that
 * only the record's headers name.
 * @throws ContentError as `parseEnvelope` does, and if the record was too large to be unpacked. Headers never make a
 * message fail.
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

/**
 * The envelope with its tenant among the headers that are passed on, and with its parent as its cause. Envelope 2.3 has
 * fields for both. In 2.1, they are in headers of the record and in tags of the envelope. A cause that is already named
 * does not change.
 */
function withLineage(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
  const { metadata, tenant_id: ofField, parent_envelope_id: parentOfField } = envelope;
  const tenant = stated(ofField) ?? stated(metadata.tags['tenant_id']);
  const parent = parentOfField ?? metadata.tags['parent_envelope_id'] ?? headers['parent_message_id'];
  const addsParent = metadata.tags['causation_id'] === undefined && isUuid(parent);
  if (tenant === null && !addsParent) return envelope;
  return {
    ...envelope,
    metadata: {
      ...metadata,
      ...(tenant !== null && { headers: { ...metadata.headers, tenant_id: tenant } }),
      ...(addsParent && { tags: { ...metadata.tags, causation_id: parent } }),
    },
  };
}

/** An empty tenant counts as none, because readers of 2.3 refuse it. */
function stated(tenant: string | null | undefined): string | null {
  return tenant == null || tenant.trim() === '' ? null : tenant;
}

import { type Envelope, isUuid } from '../../envelope/index.ts';

/**
 * The envelope with its tenant among the headers that are passed on, and with its parent as the cause that it names.
 * Envelope 2.3 has fields for both; in 2.1, they are in headers of the record and in tags of the envelope. A cause that
 * is named already stays.
 */
export function withLineage(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
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

/** A tenant without a name is none: readers of 2.3 refuse it. */
function stated(tenant: string | null | undefined): string | null {
  return tenant == null || tenant.trim() === '' ? null : tenant;
}

/** Headers that a message has if its sender knows their values. */
export const OPTIONAL_HEADERS = [
  'destination',
  'trace_id',
  'span_id',
  'parent_span_id',
  'operation_name',
  'routing_key',
  'partition_key',
  'ttl_seconds',
] as const;

const LOWERCASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is a UUID as this runtime writes it. The schema also accepts upper case. */
export function isLowercaseUuid(value: unknown): value is string {
  return typeof value === 'string' && value.length === 36 && LOWERCASE_UUID.test(value);
}

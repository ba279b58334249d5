const LOWERCASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is a UUID as this runtime writes it; the schema accepts other cases too. */
export function isLowercaseUuid(value: unknown): value is string {
  return typeof value === 'string' && value.length === 36 && LOWERCASE_UUID.test(value);
}

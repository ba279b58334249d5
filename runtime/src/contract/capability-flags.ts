/** The booleans of `declared_capabilities` that every reader of an introspection event knows (wire format, section 5). */
export const CAPABILITY_FLAGS = [
  'postgres',
  'read',
  'write',
  'database',
  'transactions',
  'processing',
  'routing',
  'feature',
] as const;

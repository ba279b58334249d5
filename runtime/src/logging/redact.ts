/** Field names whose values never reach a log, in the spellings that configuration and headers use. */
const SECRET_NAMES = [
  'password',
  'passwd',
  'secret',
  'token',
  'accessToken',
  'access_token',
  'apiKey',
  'api_key',
  'authorization',
  'credentials',
  'sasl',
  'privateKey',
  'private_key',
  'connectionString',
  'connection_string',
];

/** Options of pino's `redact`: the names above at the top of a line and up to two levels down. */
export const REDACTION = {
  paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  censor: '[redacted]',
};

import type { ConnectionOptions } from 'node:tls';
import { OnexError } from '../../../../errors/index.ts';
import { type KafkaEnvironment, kafkaSecurity } from './kafka-config.ts';

const FILES = { ca: 'KAFKA_SSL_CA_FILE', cert: 'KAFKA_SSL_CERT_FILE', key: 'KAFKA_SSL_KEY_FILE' } as const;

/**
 * Checks TLS and SASL further than `kafkaSecurity`, which reads them: the files must contain usable TLS data.
 * @throws OnexError CONFIGURATION_ERROR naming the variable, never its value.
 */
export function checkKafkaSecurity(environment: KafkaEnvironment): void {
  const { ssl } = kafkaSecurity(environment);
  if (typeof ssl !== 'object') return;
  for (const [option, variable] of Object.entries(FILES)) {
    const text = ssl[option as keyof typeof FILES];
    if (typeof text !== 'string' || /-----BEGIN [A-Z ]+-----/u.test(text)) continue;
    throw wrong(`${variable}: ${environment[variable]} is not a PEM file`);
  }
  checkPair(ssl);
}

/** A certificate and its key can only be used together. */
function checkPair({ cert, key, passphrase }: ConnectionOptions): void {
  if (cert === undefined && key === undefined) return;
  if (cert === undefined) throw wrong(`${FILES.cert} is not set, and ${FILES.key} has no effect without it`);
  if (key === undefined) throw wrong(`${FILES.key} is not set, and ${FILES.cert} has no effect without it`);
  // Loaded only when it is needed, to make the start fast.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext({ cert, key, ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    throw wrong(
      `${FILES.key} cannot be used with ${FILES.cert}: ${(cause as Error).message} ` +
        '(check that the key belongs to the certificate, and KAFKA_SSL_KEY_PASSWORD)',
      cause,
    );
  }
}

function wrong(message: string, cause?: unknown): OnexError {
  return new OnexError('CONFIGURATION_ERROR', message, { cause });
}

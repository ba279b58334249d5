import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { OnexError } from '../../../../errors/index.ts';
import { withoutEmpty } from '../../../../values/index.ts';
import type { TopicCreation } from '../cluster/index.ts';

export type KafkaEnvironment = Readonly<Record<string, string | undefined>>;

/** How to connect: `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, or `SASL_SSL`, as in Kafka's own clients. */
type Security = Pick<KafkaConfig, 'ssl' | 'sasl'>;

const MECHANISMS = {
  PLAIN: 'plain',
  'SCRAM-SHA-256': 'scram-sha-256',
  'SCRAM-SHA-512': 'scram-sha-512',
} as const;

/**
 * TLS and SASL from `KAFKA_SECURITY_PROTOCOL`, `KAFKA_SASL_MECHANISM`, `KAFKA_SASL_USERNAME`, `KAFKA_SASL_PASSWORD`,
 * `KAFKA_SSL_CA_FILE`, `KAFKA_SSL_CERT_FILE`, `KAFKA_SSL_KEY_FILE`, `KAFKA_SSL_KEY_PASSWORD`.
 * @throws OnexError CONFIGURATION_ERROR naming the variable, never its value.
 */
export function kafkaSecurity(variables: KafkaEnvironment): Security {
  const environment = withoutEmpty(variables);
  const protocol = (environment['KAFKA_SECURITY_PROTOCOL'] ?? defaultProtocol(environment)).toUpperCase();
  switch (protocol) {
    case 'PLAINTEXT':
      return {};
    case 'SSL':
      return { ssl: tlsOptions(environment) };
    case 'SASL_PLAINTEXT':
      return { sasl: saslOptions(environment) };
    case 'SASL_SSL':
      return { ssl: tlsOptions(environment), sasl: saslOptions(environment) };
    default:
      throw wrong('KAFKA_SECURITY_PROTOCOL', 'PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL');
  }
}

/** Credentials are sent unencrypted only if the configuration says so explicitly. */
function defaultProtocol(environment: KafkaEnvironment): string {
  return environment['KAFKA_SASL_MECHANISM'] === undefined ? 'PLAINTEXT' : 'SASL_SSL';
}

function saslOptions(environment: KafkaEnvironment): SASLOptions {
  const name = (environment['KAFKA_SASL_MECHANISM'] ?? 'PLAIN').toUpperCase();
  if (!Object.hasOwn(MECHANISMS, name)) {
    throw wrong('KAFKA_SASL_MECHANISM', Object.keys(MECHANISMS).join(', '));
  }
  return {
    mechanism: MECHANISMS[name as keyof typeof MECHANISMS],
    username: required(environment, 'KAFKA_SASL_USERNAME'),
    password: required(environment, 'KAFKA_SASL_PASSWORD'),
  };
}

function tlsOptions(environment: KafkaEnvironment): ConnectionOptions {
  const passphrase = environment['KAFKA_SSL_KEY_PASSWORD'];
  return {
    ...pem(environment, 'KAFKA_SSL_CA_FILE', 'ca'),
    ...pem(environment, 'KAFKA_SSL_CERT_FILE', 'cert'),
    ...pem(environment, 'KAFKA_SSL_KEY_FILE', 'key'),
    ...(passphrase !== undefined && { passphrase }),
  };
}

function pem(
  environment: KafkaEnvironment,
  variable: string,
  option: 'ca' | 'cert' | 'key',
): ConnectionOptions {
  const file = environment[variable];
  if (file === undefined) return {};
  try {
    return { [option]: readFileSync(file, 'utf8') };
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new OnexError('CONFIGURATION_ERROR', `${variable}: ${file} cannot be read (${reason})`, { cause });
  }
}

function required(environment: KafkaEnvironment, variable: string): string {
  const value = environment[variable];
  if (value !== undefined) return value;
  throw new OnexError(
    'CONFIGURATION_ERROR',
    `${variable} is not set, and KAFKA_SECURITY_PROTOCOL requires it`,
  );
}

function wrong(variable: string, expected: string): OnexError {
  return new OnexError('CONFIGURATION_ERROR', `${variable} must be one of ${expected}`);
}

/**
 * Partitions and replication of topics that are created: `ONEX_TOPIC_PARTITIONS`, `ONEX_TOPIC_REPLICATION`, otherwise
 * the broker's defaults. @throws OnexError CONFIGURATION_ERROR.
 */
export function topicCreation(variables: KafkaEnvironment): TopicCreation {
  const environment = withoutEmpty(variables);
  const partitions = positiveInteger(environment, 'ONEX_TOPIC_PARTITIONS');
  const replication = positiveInteger(environment, 'ONEX_TOPIC_REPLICATION');
  return {
    ...(partitions !== undefined && { partitions }),
    ...(replication !== undefined && { replication }),
  };
}

function positiveInteger(environment: KafkaEnvironment, variable: string): number | undefined {
  const text = environment[variable];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new OnexError('CONFIGURATION_ERROR', `${variable} must be a whole number above 0`);
}

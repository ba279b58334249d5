import { PLATFORM_EVENTS } from '../discovery/announcements/platform-events/list.ts';
import * as parse from './parse-value.ts';
import type { Environment } from './resolve.ts';

/** An environment variable without a flag and without a key in the config file. */
export interface Variable {
  readonly name: string;
  readonly help: string;
  /** Reads its value; null: any text. */
  readonly parse: parse.Parser<unknown> | null;
  /** Whether the variable is read only by a node that uses Kafka. */
  readonly ofKafka?: true;
}

const kafka = (name: string, help: string, read: Variable['parse'] = null): Variable => ({
  name,
  help,
  parse: read,
  ofKafka: true,
});

const SECURITY_PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
const SASL_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/** What a variable is for, with its type, for help texts and the reference. */
export function describeVariable({ help, parse: read }: Variable): string {
  return read === null ? help : `${help}: ${read.expected}`;
}

/** A variable, and why a node cannot start with its value. */
export interface VariableProblem {
  readonly variable: string;
  /** In one line with the name of the variable, without its value. */
  readonly message: string;
}

/**
 * Checks each variable of VARIABLES by itself.
 * @param kafka whether the variables of Kafka are checked
 */
export function faultyVariables(environment: Environment, kafka: boolean): readonly VariableProblem[] {
  return VARIABLES.flatMap(({ name, parse: read, ofKafka }): VariableProblem[] => {
    const value = environment[name] ?? '';
    if (read === null || value.trim() === '' || (ofKafka === true && !kafka)) return [];
    try {
      read(value);
      return [];
    } catch {
      return [{ variable: name, message: `${name} must be ${read.expected}` }];
    }
  });
}

/** The environment variables of a node besides those in OPTIONS. Checks, help, and the reference are derived from it. */
export const VARIABLES: readonly Variable[] = [
  kafka(
    'KAFKA_SECURITY_PROTOCOL',
    'how to connect to Kafka (default: PLAINTEXT; with a SASL mechanism SASL_SSL)',
    parse.oneOf(SECURITY_PROTOCOLS),
  ),
  kafka('KAFKA_SASL_MECHANISM', 'how to log in to Kafka (default: PLAIN)', parse.oneOf(SASL_MECHANISMS)),
  kafka('KAFKA_SASL_USERNAME', 'user name for Kafka; required with SASL'),
  kafka('KAFKA_SASL_PASSWORD', 'password for Kafka; required with SASL'),
  kafka('KAFKA_SSL_CA_FILE', "PEM file of the authority that signed the brokers' certificates"),
  kafka('KAFKA_SSL_CERT_FILE', 'PEM file of the certificate of this client'),
  kafka('KAFKA_SSL_KEY_FILE', 'PEM file of the key of this client'),
  kafka('KAFKA_SSL_KEY_PASSWORD', 'password of the key file'),
  { name: 'CONSUL_HTTP_TOKEN', help: 'token for Consul', parse: null },
  {
    name: 'ONEX_HEARTBEAT_SECONDS',
    help: 'time between two heartbeats (default: 30)',
    parse: parse.intervalAsMs,
  },
  {
    name: 'ONEX_PLATFORM_EVENTS',
    help: 'events that are also published (default: none)',
    parse: parse.listOf(PLATFORM_EVENTS),
  },
  {
    name: 'ONEX_ENVELOPE_VERSION',
    help: '2.3 writes the parent, tenant, and producer as fields of the envelope (default: 2.1)',
    parse: parse.oneOf(['2.1', '2.3']),
  },
  {
    name: 'ONEX_OPERATION_IN_PAYLOAD',
    help: 'true also writes the operation into payloads, while nodes of onex-runtime 0.1 still run (default: false)',
    parse: parse.yesNo,
  },
  kafka(
    'ONEX_TOPIC_PARTITIONS',
    "partitions of topics that --create-topics creates (default: the broker's)",
    parse.creationCount,
  ),
  kafka(
    'ONEX_TOPIC_REPLICATION',
    "replicas of topics that --create-topics creates (default: the broker's)",
    parse.creationCount,
  ),
];

/** A variable that no flag or key of the config file stands for: name or pattern, and what it says. */
export type Variable = readonly [name: string, help: string];

/** Variables beside those in OPTIONS, as help and reference list them. */
export const VARIABLES: readonly Variable[] = [
  [
    'KAFKA_SECURITY_PROTOCOL',
    'PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL (PLAINTEXT; with a SASL mechanism SASL_SSL)',
  ],
  ['KAFKA_SASL_MECHANISM', 'PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 (PLAIN)'],
  ['KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD', 'who logs in to Kafka; needed with SASL'],
  ['KAFKA_SSL_CA_FILE', "PEM file of the authority that signed the brokers' certificates"],
  ['KAFKA_SSL_CERT_FILE, KAFKA_SSL_KEY_FILE', 'PEM files of the certificate and key of this client'],
  ['KAFKA_SSL_KEY_PASSWORD', 'what the key file is encrypted with'],
  ['CONSUL_HTTP_TOKEN', 'token for Consul'],
  ['ONEX_HEARTBEAT_SECONDS', 'time between two heartbeats (30)'],
  [
    'ONEX_PLATFORM_EVENTS',
    'list of contract-registered, contract-deregistered, node-state-change, log-entry, and flow-window, which are also published (none)',
  ],
  ['ONEX_ENVELOPE_VERSION', '2.3 writes the parent, tenant, and producer as fields of the envelope (2.1)'],
  [
    'ONEX_OPERATION_IN_PAYLOAD',
    'true also writes the operation into payloads, while nodes of onex-runtime 0.1 still run (false)',
  ],
  [
    'ONEX_TOPIC_PARTITIONS, ONEX_TOPIC_REPLICATION',
    "of topics that --create-topics makes (the brokers' own)",
  ],
];

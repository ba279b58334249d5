import { LOG_LEVELS, type Settings } from '../node/index.ts';
import * as parse from './parse-value.ts';

/** One setting: how it is called on the command line, in the environment and in the config file, and how it is read. */
export interface SettingOption<K extends keyof Settings = keyof Settings> {
  readonly setting: K;
  /** Key in the config file's `runtime` section. */
  readonly key: string;
  readonly flag: string | null;
  readonly variable: string | null;
  /** Shown in the help; null: a switch without a value. */
  readonly value: string | null;
  readonly help: string;
  /** @throws UsageError saying what was expected; who calls says where it stood. */
  readonly parse: (value: unknown) => Settings[K];
}

const define = <K extends keyof Settings>(option: SettingOption<K>): SettingOption =>
  option as unknown as SettingOption;

/** All settings as data: flags, help and precedence are made from this table. */
export const OPTIONS: readonly SettingOption[] = [
  define({
    setting: 'kafkaServers',
    key: 'kafka_servers',
    flag: 'kafka-servers',
    variable: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'LIST',
    help: 'host:port of Kafka brokers, comma-separated; without them the node is standalone',
    parse: parse.serverList,
  }),
  define({
    setting: 'skipEventBus',
    key: 'skip_event_bus',
    flag: 'skip-event-bus',
    variable: null,
    value: null,
    help: 'run standalone even if Kafka is configured',
    parse: parse.yesNo,
  }),
  define({
    setting: 'createTopics',
    key: 'create_topics',
    flag: 'create-topics',
    variable: null,
    value: null,
    help: 'create topics that are missing',
    parse: parse.yesNo,
  }),
  define({
    setting: 'consulUrl',
    key: 'consul_url',
    flag: 'consul',
    variable: 'CONSUL_HTTP_ADDR',
    value: 'URL',
    help: 'Consul to register with, such as http://127.0.0.1:8500',
    parse: parse.consulUrl,
  }),
  define({
    setting: 'host',
    key: 'host',
    flag: 'host',
    variable: 'ONEX_HOST',
    value: 'HOST',
    help: 'address of the health server (127.0.0.1)',
    parse: parse.hostName,
  }),
  define({
    setting: 'advertiseHost',
    key: 'advertise_host',
    flag: 'advertise-host',
    variable: 'ONEX_ADVERTISE_HOST',
    value: 'HOST',
    help: 'address at which others reach the health server',
    parse: parse.advertisedHost,
  }),
  define({
    setting: 'port',
    key: 'port',
    flag: 'port',
    variable: 'ONEX_PORT',
    value: 'PORT',
    help: 'port of the health server; 0 picks a free one (0)',
    parse: parse.port,
  }),
  define({
    setting: 'stateUrl',
    key: 'state_url',
    flag: 'state-url',
    variable: 'ONEX_STATE_URL',
    value: 'URL',
    help: 'PostgreSQL for state that several instances share; without it SQLite',
    parse: parse.postgresUrl,
  }),
  define({
    setting: 'stateDir',
    key: 'state_dir',
    flag: null,
    variable: 'ONEX_STATE_DIR',
    value: 'DIR',
    help: "where state is kept (the project's .onex-state)",
    parse: parse.directory,
  }),
  define({
    setting: 'logLevel',
    key: 'log_level',
    flag: 'log-level',
    variable: 'ONEX_LOG_LEVEL',
    value: 'LEVEL',
    help: `${LOG_LEVELS.join(', ')} (info)`,
    parse: parse.oneOf(LOG_LEVELS),
  }),
  define({
    setting: 'shutdownTimeoutMs',
    key: 'shutdown_timeout',
    flag: 'shutdown-timeout',
    variable: null,
    value: 'SECONDS',
    help: 'time to finish what is in hand when told to stop (30)',
    parse: parse.secondsAsMs,
  }),
  define({
    setting: 'concurrency',
    key: 'concurrency',
    flag: 'concurrency',
    variable: 'ONEX_CONCURRENCY',
    value: 'N',
    help: "most messages in the node's handlers at once (64)",
    parse: parse.count,
  }),
  define({
    setting: 'deduplicationWindowMs',
    key: 'deduplication_window',
    flag: null,
    variable: 'ONEX_DEDUPLICATION_WINDOW',
    value: 'DURATION',
    help: 'how long answers to messages are remembered, such as 14d (as long as records stay on the topics)',
    parse: parse.duration,
  }),
  define({
    setting: 'maxDeliveries',
    key: 'max_deliveries',
    flag: 'max-deliveries',
    variable: 'ONEX_MAX_DELIVERIES',
    value: 'N',
    help: 'processes that may end while they handle a message, before it becomes a dead letter (5)',
    parse: parse.count,
  }),
  define({
    setting: 'workerThreads',
    key: 'worker_threads',
    flag: 'worker-threads',
    variable: 'ONEX_WORKER_THREADS',
    value: 'N',
    help: 'most worker threads in which a compute node calls its handlers; 0: none (as its contract says)',
    parse: parse.countOrNone,
  }),
  define({
    setting: 'groupPerVersion',
    key: 'group_per_version',
    flag: 'group-per-version',
    variable: 'ONEX_GROUP_PER_VERSION',
    value: null,
    help: 'handle every message in each version of the node that runs, in place of sharing them',
    parse: parse.yesNo,
  }),
  define({
    setting: 'serviceName',
    key: 'service_name',
    flag: null,
    variable: 'SERVICE_NAME',
    value: 'NAME',
    help: 'name of the service, part of consumer groups and of the node id',
    parse: parse.text,
  }),
  define({
    setting: 'instanceId',
    key: 'instance_id',
    flag: null,
    variable: 'ONEX_INSTANCE_ID',
    value: 'ID',
    help: 'tells instances of this node apart (host name, a free slot, and a random part)',
    parse: parse.text,
  }),
  define({
    setting: 'environment',
    key: 'environment',
    flag: null,
    variable: 'ONEX_ENVIRONMENT',
    value: 'NAME',
    help: 'first part of consumer groups (local)',
    parse: parse.text,
  }),
];

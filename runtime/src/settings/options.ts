import path from 'node:path';
import { DEFAULT_CONCURRENCY, DEFAULT_MAX_DELIVERIES } from '../event-bus/settings/index.ts';
import type { Settings } from '../node/services/settings.ts';
import * as parse from './parse-value.ts';

export const LOG_LEVELS: readonly string[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** One setting: its names, its type and range, its default, and what it is for. */
export interface SettingOption<K extends keyof Settings = keyof Settings> {
  readonly setting: K;
  /** Key in the config file's `runtime` section. */
  readonly key: string;
  readonly flag: string | null;
  readonly variable: string | null;
  /** Shown in the help; null: a switch without a value. */
  readonly value: string | null;
  readonly help: string;
  /** Reads the value of any source. The caller adds the source to the error. */
  readonly parse: parse.Parser<Settings[K]>;
  readonly default: Settings[K];
  /** The default in words, where its value does not say it. */
  readonly defaultText?: string;
}

const define = <K extends keyof Settings>(option: SettingOption<K>): SettingOption =>
  option as unknown as SettingOption;

/** All settings as data. The readers of settings, `--help`, `doctor`, and the reference are derived from this table. */
export const OPTIONS: readonly SettingOption[] = [
  define({
    setting: 'kafkaServers',
    key: 'kafka_servers',
    flag: 'kafka-servers',
    variable: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'LIST',
    help: 'Kafka brokers',
    parse: parse.serverList,
    default: null,
    defaultText: 'the node is standalone',
  }),
  define({
    setting: 'skipEventBus',
    key: 'skip_event_bus',
    flag: 'skip-event-bus',
    variable: null,
    value: null,
    help: 'run standalone even if Kafka is configured',
    parse: parse.yesNo,
    default: false,
  }),
  define({
    setting: 'createTopics',
    key: 'create_topics',
    flag: 'create-topics',
    variable: null,
    value: null,
    help: 'create missing topics',
    parse: parse.yesNo,
    default: false,
  }),
  define({
    setting: 'consulUrl',
    key: 'consul_url',
    flag: 'consul',
    variable: 'CONSUL_HTTP_ADDR',
    value: 'URL',
    help: 'Consul to register with, such as http://127.0.0.1:8500',
    parse: parse.consulUrl,
    default: null,
    defaultText: 'the node does not register itself',
  }),
  define({
    setting: 'host',
    key: 'host',
    flag: 'host',
    variable: 'ONEX_HOST',
    value: 'HOST',
    help: 'address that the health server binds to',
    parse: parse.hostName,
    default: '127.0.0.1',
  }),
  define({
    setting: 'advertiseHost',
    key: 'advertise_host',
    flag: 'advertise-host',
    variable: 'ONEX_ADVERTISE_HOST',
    value: 'HOST',
    help: 'address that others use for the health server',
    parse: parse.advertisedHost,
    default: null,
    defaultText: 'derived from the host',
  }),
  define({
    setting: 'port',
    key: 'port',
    flag: 'port',
    variable: 'ONEX_PORT',
    value: 'PORT',
    help: 'port of the health server; 0 picks a free one',
    parse: parse.port,
    default: 0,
  }),
  define({
    setting: 'stateUrl',
    key: 'state_url',
    flag: 'state-url',
    variable: 'ONEX_STATE_URL',
    value: 'URL',
    help: 'PostgreSQL for state that several instances share',
    parse: parse.postgresUrl,
    default: null,
    defaultText: 'SQLite in the state directory',
  }),
  define({
    setting: 'stateDir',
    key: 'state_dir',
    flag: null,
    variable: 'ONEX_STATE_DIR',
    value: 'DIR',
    help: "directory for state; a relative path is relative to the project's folder",
    parse: parse.directory,
    default: '.onex-state',
  }),
  define({
    setting: 'logLevel',
    key: 'log_level',
    flag: 'log-level',
    variable: 'ONEX_LOG_LEVEL',
    value: 'LEVEL',
    help: 'lowest level that is logged',
    parse: parse.oneOf(LOG_LEVELS),
    default: 'info',
  }),
  define({
    setting: 'shutdownTimeoutMs',
    key: 'shutdown_timeout',
    flag: 'shutdown-timeout',
    variable: null,
    value: 'SECONDS',
    help: 'time to finish messages in handlers at shutdown',
    parse: parse.secondsAsMs,
    default: 30_000,
    defaultText: '30',
  }),
  define({
    setting: 'concurrency',
    key: 'concurrency',
    flag: 'concurrency',
    variable: 'ONEX_CONCURRENCY',
    value: 'N',
    help: "maximum number of messages in the node's handlers at once",
    parse: parse.count,
    default: DEFAULT_CONCURRENCY,
  }),
  define({
    setting: 'deduplicationWindowMs',
    key: 'deduplication_window',
    flag: null,
    variable: 'ONEX_DEDUPLICATION_WINDOW',
    value: 'DURATION',
    help: 'how long answers to messages are stored',
    parse: parse.duration,
    default: null,
    defaultText: 'as long as the topics retain records',
  }),
  define({
    setting: 'maxDeliveries',
    key: 'max_deliveries',
    flag: 'max-deliveries',
    variable: 'ONEX_MAX_DELIVERIES',
    value: 'N',
    help: 'number of processes that may end while they handle a message before it becomes a dead letter',
    parse: parse.count,
    default: DEFAULT_MAX_DELIVERIES,
  }),
  define({
    setting: 'workerThreads',
    key: 'worker_threads',
    flag: 'worker-threads',
    variable: 'ONEX_WORKER_THREADS',
    value: 'N',
    help: 'maximum number of worker threads that call the handlers of a compute node; 0 for none',
    parse: parse.countOrNone,
    default: null,
    defaultText: "from the node's contract",
  }),
  define({
    setting: 'groupPerVersion',
    key: 'group_per_version',
    flag: 'group-per-version',
    variable: 'ONEX_GROUP_PER_VERSION',
    value: null,
    help: 'each version of the node handles every message, instead of sharing them',
    parse: parse.yesNo,
    default: false,
  }),
  define({
    setting: 'serviceName',
    key: 'service_name',
    flag: null,
    variable: 'SERVICE_NAME',
    value: 'NAME',
    help: 'name of the service, part of consumer groups and of the node ID',
    parse: parse.text,
    default: null,
    defaultText: "the node's domain",
  }),
  define({
    setting: 'instanceId',
    key: 'instance_id',
    flag: null,
    variable: 'ONEX_INSTANCE_ID',
    value: 'ID',
    help: 'distinguishes the instances of a node',
    parse: parse.text,
    default: null,
    defaultText: 'host name, a free slot, and a random part',
  }),
  define({
    setting: 'environment',
    key: 'environment',
    flag: null,
    variable: 'ONEX_ENVIRONMENT',
    value: 'NAME',
    help: 'first part of consumer groups',
    parse: parse.text,
    default: 'local',
  }),
];

/** The settings of a node for which nothing is configured. */
export function defaultSettings(): Settings {
  const values = OPTIONS.map((option) => [option.setting, option.default] as const);
  return { ...(Object.fromEntries(values) as unknown as Settings), stateDir: path.resolve('.onex-state') };
}

/** What a setting is for, with its type and default, for help texts and the reference. */
export function describeOption({ help, parse: { expected }, value, ...option }: SettingOption): string {
  const byDefault = option.defaultText ?? String(option.default);
  return value === null ? `${help} (default: ${byDefault})` : `${help}: ${expected} (default: ${byDefault})`;
}

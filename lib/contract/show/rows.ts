import { type Contract, type KeyPath, type SemanticVersion, type YamlSource } from 'onex-runtime/contract';
import { settingPlace, textPlace } from '../diff/places.ts';
import { describeType } from '../diff/describe-type.ts';
import { machineRows, workflowRows } from './behavior.ts';
import { operationRows } from './operations.ts';
import { Origins, type Row, type Source } from './origin.ts';

const versionText = ({ major, minor, patch }: SemanticVersion): string => `${major}.${minor}.${patch}`;

/** Lists every value of a resolved contract with its origin. */
export function contractRows(contract: Contract, source: YamlSource): Row[] {
  const origins = new Origins(source);
  return [
    ...identityRows(contract, origins),
    ...topicRows(contract, origins),
    ...operationRows(contract, origins),
    ...machineRows(contract, origins),
    ...workflowRows(contract, origins),
    ...policyRows(contract, origins),
    ...settingRows(contract, origins),
  ];
}

function identityRows(contract: Contract, origins: Origins): Row[] {
  const row = (key: string, value: Row['value'], ...paths: readonly KeyPath[]): Row => ({
    path: [key],
    value,
    source: origins.ofKeys(...paths),
  });
  return [
    row('name', contract.name, ['name'], ['node_name'], ['metadata', 'name']),
    row(
      'kind',
      contract.kind,
      ['node_type'],
      ['descriptor', 'handler_kind'],
      ['descriptor', 'node_archetype'],
    ),
    row('contract_version', versionText(contract.contractVersion), ['contract_version'], ['version']),
    row(
      'node_version',
      versionText(contract.nodeVersion),
      ['node_version'],
      ['contract_version'],
      ['version'],
    ),
    row('description', contract.description, ['description'], ['metadata', 'description']),
    row('domain', contract.domain, ['annotations', 'domain'], ['event_bus'], ['name']),
    row('input_model', contract.input.name, ['input_model']),
    row('output_model', contract.output.name, ['output_model']),
  ];
}

function topicRows({ topics }: Contract, origins: Origins): Row[] {
  const rows = (key: string, list: readonly string[]): Row[] =>
    list.map((topic, index) => ({
      path: ['topics', key, String(index)],
      value: topic,
      source: origins.ofTopic(topic),
    }));
  return [
    ...rows(
      'subscribe',
      topics.subscribe.map(({ topic }) => topic),
    ),
    ...rows(
      'publish',
      topics.publish.map(({ topic }) => topic),
    ),
    ...rows('dead_letter', topics.deadLetter),
  ];
}

/** Returns a key in the spelling of contracts. */
const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Keys of the retry policy, as contracts spell them, and the places that may contain one. */
const RETRY_PLACES: readonly KeyPath[] = [
  ['error_handling', 'retry_policy'],
  ['retry_policies'],
  ['descriptor', 'retry_policy'],
  ['retry_policy'],
];
const RETRY_KEYS: Readonly<Record<string, readonly string[]>> = {
  maxRetries: ['max_retries', 'max_attempts'],
  initialDelayMs: ['initial_delay_ms', 'base_delay_ms', 'backoff_ms'],
  maxDelayMs: ['max_delay_ms'],
  exponentialBase: ['exponential_base', 'backoff_multiplier'],
  retryOn: ['retry_on'],
};
const BREAKER_PLACES: readonly KeyPath[] = [
  ['error_handling', 'circuit_breaker'],
  ['circuit_breaker'],
  ['descriptor', 'circuit_breaker'],
];

function policyRows(
  { retry, circuitBreaker, timeoutMs, cache, idempotency }: Contract,
  origins: Origins,
): Row[] {
  const row = (path: readonly string[], value: unknown, source: Source): Row => ({
    path,
    value: typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Row['value']),
    source,
  });
  const within = (places: readonly KeyPath[], keys: readonly string[]): KeyPath[] =>
    places.flatMap((place) => keys.map((key) => [...place, key]));
  return [
    ...Object.entries(retry).map(([key, value]) =>
      row(['retry', snake(key)], value, origins.ofKeys(...within(RETRY_PLACES, RETRY_KEYS[key] ?? [key]))),
    ),
    ...(circuitBreaker === null
      ? [row(['circuit_breaker'], null, origins.ofKeys(...BREAKER_PLACES))]
      : Object.entries(circuitBreaker).map(([key, value]) =>
          row(['circuit_breaker', snake(key)], value, origins.ofKeys(...BREAKER_PLACES)),
        )),
    row(
      ['timeout_ms'],
      timeoutMs,
      origins.ofKeys(
        ['performance', 'single_operation_max_ms'],
        ['timeout_ms'],
        ['descriptor', 'timeout_ms'],
        ['performance'],
      ),
    ),
    ...Object.entries(cache ?? {}).map(([key, value]) =>
      row(['cache', snake(key)], value, origins.ofKeys(['annotations', 'cache'], ['caching'])),
    ),
    ...Object.entries(idempotency ?? {}).map(([key, value]) =>
      row(['idempotency', snake(key)], value, origins.ofKeys(['idempotency'])),
    ),
  ];
}

function settingRows({ settings, featureFlags }: Contract, origins: Origins): Row[] {
  return [
    ...settings.map(({ name, type, required, environmentVariable }): Row => {
      const words = [describeType(type), required ? 'required' : 'optional', environmentVariable];
      const value = words.filter((word) => word !== null).join(', ');
      return { path: ['settings', name], value, source: origins.at(settingPlace(name)) };
    }),
    ...featureFlags.map((flag): Row => ({
      path: ['feature_flags', flag.name],
      value: flag.default,
      source: origins.at(textPlace(flag.name, 'feature_flags')),
    })),
  ];
}

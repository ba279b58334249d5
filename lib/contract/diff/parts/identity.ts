import { quote } from 'onex-cli-kit';
import { type Contract, type SemanticVersion } from 'onex-runtime/contract';
import { keyPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

const versionText = ({ major, minor, patch }: SemanticVersion): string => `${major}.${minor}.${patch}`;

/** Changes of a node's identity. */
export function compareIdentity(before: Contract, after: Contract): FoundChange[] {
  const changes: FoundChange[] = [];
  const found = (breaks: FoundChange['breaks'], key: string, message: string): void => {
    changes.push({
      breaks,
      message,
      version: 'new',
      place: keyPlace(key),
      subject: breaks === null ? null : { kind: 'node' },
    });
  };
  if (before.name !== after.name)
    found('consumers', 'name', `the node is called ${quote(after.name)}; it was ${quote(before.name)}`);
  if (before.kind !== after.kind)
    found('consumers', 'node_type', `the node is of kind ${after.kind}; it was of kind ${before.kind}`);
  for (const [key, written] of [
    ['nodeVersion', 'node_version'],
    ['contractVersion', 'contract_version'],
  ] as const) {
    const [was, is] = [versionText(before[key]), versionText(after[key])];
    if (was !== is) found(null, written, `${written} is ${is}; it was ${was}`);
  }
  return changes;
}

/** Parts of a contract whose changes affect no message, no stored state, and no running workflow. */
const REST: readonly (readonly [keyof Contract, string])[] = [
  ['description', 'description'],
  ['retry', 'error_handling'],
  ['circuitBreaker', 'error_handling'],
  ['cache', 'annotations'],
  ['timeoutMs', 'performance'],
  ['capabilities', 'capabilities'],
  ['declaredCapabilities', 'capabilities'],
  ['healthCheck', 'health_check'],
  ['idempotency', 'idempotency'],
  ['featureFlags', 'feature_flags'],
  ['environment', 'environment'],
  ['dependencies', 'dependencies'],
  ['tags', 'tags'],
  ['algorithm', 'algorithm'],
  ['input', 'input_model'],
  ['output', 'output_model'],
  ['domain', 'annotations'],
  ['stateModel', 'state_model'],
];

const WORDS: Partial<Record<keyof Contract, string>> = {
  retry: 'the retry policy',
  circuitBreaker: 'the circuit breaker',
  cache: 'the cache policy',
  timeoutMs: 'the time-out of an operation',
  declaredCapabilities: 'the declared capabilities',
  healthCheck: 'the health check',
  idempotency: 'the idempotency policy',
  featureFlags: 'feature flags',
  environment: 'environment variables',
  stateModel: 'the model of the state',
};

/** Returns all other changes, each reported once. */
export function compareRest(before: Contract, after: Contract): FoundChange[] {
  return REST.filter(([key]) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map(
    ([key, written]) => ({
      breaks: null,
      message: `${WORDS[key] ?? written} changed`,
      version: 'new',
      place: keyPlace(written),
      subject: null,
    }),
  );
}

import { nearest } from 'onex-cli-kit';
import { OPTIONS } from './options.ts';
import { VARIABLES } from './other-variables.ts';
import type { Environment } from './resolve.ts';

/** Variables of the generator, of `dev`, and of this repository's tests, which no node reads. */
const OTHERS = ['ONEX_TIMINGS', 'ONEX_DEV_SUPERVISOR', 'ONEX_PROGRAM'];

/** Kubernetes sets these for each service of a namespace, so `ONEX_…` of them belongs to a service `onex-…`. */
const SERVICE_LINK =
  /_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z\d_]+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?)$/u;

/** A variable that no node reads although its name begins as theirs do. */
export interface UnknownVariable {
  readonly name: string;
  /** The variable that was probably meant; null: none is near, so the variable may belong to other software. */
  readonly nearest: string | null;
}

/** Names of all variables that a node of the runtime reads, without those of its contract. */
export function knownVariables(): readonly string[] {
  return [...OPTIONS.flatMap(({ variable }) => variable ?? []), ...VARIABLES.map(({ name }) => name)];
}

/**
 * Variables with a value whose names begin with `ONEX_` and that nothing reads, and misspelled ones of `KAFKA_` and
 * `CONSUL_HTTP_`. Other software may use these two prefixes, so only names near a known one count there.
 */
export function unknownVariables(environment: Environment): readonly UnknownVariable[] {
  const known = knownVariables();
  const taken = new Set([...known, ...OTHERS]);
  const isOfPod = environment['KUBERNETES_SERVICE_HOST'] !== undefined;
  return Object.keys(environment)
    .filter((name) => !(isOfPod && SERVICE_LINK.test(name)))
    .filter((name) => !taken.has(name) && (environment[name] ?? '').trim() !== '')
    .flatMap((name) => {
      const prefix = /^(?:ONEX|KAFKA|CONSUL_HTTP)_/u.exec(name)?.[0];
      if (prefix === undefined) return [];
      const near = nearestWithin(name, prefix, known);
      return near === null && prefix !== 'ONEX_' ? [] : [{ name, nearest: near }];
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Without the prefix, which all of them share: it would make any two short names near each other. */
function nearestWithin(name: string, prefix: string, known: readonly string[]): string | null {
  const endings = known.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
  const near = nearest(name.slice(prefix.length), endings);
  return near === null ? null : `${prefix}${near}`;
}

import { quote } from 'onex-cli-kit';
import type { NodeKind, SemanticVersion } from '../../model.ts';
import { NODE_KINDS } from '../../model.ts';
import { meantKey } from '../../findings/near.ts';
import {
  at,
  describe,
  error,
  expectMapping,
  firstOf,
  idle,
  isAbsent,
  isMapping,
  warn,
  type Place,
  number,
  text,
  word,
} from '../values/index.ts';
import { eventNameOf, producerOf } from '../topic-names.ts';

const NAMES = ['name', 'node_name', 'contract_name', 'node_id', 'workflow_id'];

/**
 * `name`, or one of the keys that older contracts repeat it under, `workflow_id` in those of workflows.
 * @param nameless What a contract without one is called; null: it is an error.
 */
export function readName(root: Place, nameless: () => string | null): string {
  const place = firstOf(root, ...NAMES);
  if (!isAbsent(place)) return word(place) ?? '';
  const name = nameless();
  if (name === null)
    error(root, `name is missing; expected text such as node_billing_payment_effect${slipOf(root, 'name')}`);
  return name ?? '';
}

/** `EFFECT_GENERIC`, `effect`, `EFFECT`; also `descriptor.node_archetype` and `descriptor.handler_kind`. */
export function readKind(root: Place): NodeKind | null {
  const descriptor = at(root, 'descriptor');
  const found = [at(root, 'node_type'), at(descriptor, 'node_archetype'), at(descriptor, 'handler_kind')];
  const place = found.find((one) => !isAbsent(one)) ?? at(root, 'node_type');
  const profile = kindByProfile(root);
  if (isAbsent(place) && profile !== null) return profile;
  const named = isAbsent(place) ? kindByEnding(root) : null;
  if (named !== null) {
    warn(root, `node_type is missing; the name ends with ${named}`);
    return named;
  }
  if (isAbsent(place)) {
    error(
      root,
      `node_type is missing; expected EFFECT_GENERIC, COMPUTE_GENERIC, REDUCER_GENERIC or ORCHESTRATOR_GENERIC${slipOf(root, 'node_type')}`,
    );
    return null;
  }
  const value = text(place);
  if (value === null) return null;
  const kind = parseKind(value);
  if (kind === null) {
    const corrected = root.log.origin === 'foreign' ? (kindByName(root, value) ?? nearKind(value)) : null;
    if (corrected !== null) {
      warn(place, `node type ${quote(value)} is not one of the four kinds; taken as ${corrected}`);
      return corrected;
    }
    error(
      place,
      `expected EFFECT_GENERIC, COMPUTE_GENERIC, REDUCER_GENERIC or ORCHESTRATOR_GENERIC; found ${quote(value)}${hint(value)}`,
    );
  }
  return kind;
}

/** Types of files of the ecosystem that describe something other than a node. */
const NOT_OF_NODES = new Set(['schema', 'service', 'query', 'runtime_host']);

/** The kind that a node type is a typo for. */
function nearKind(nodeType: string): NodeKind | null {
  const bare = nodeType.toLowerCase().replace(/_generic$/, '');
  const meant = bare.length > 30 ? null : meantKey(bare, NODE_KINDS);
  return NODE_KINDS.find((kind) => kind === meant) ?? null;
}

function hint(nodeType: string): string {
  const meant = nearKind(nodeType);
  const bare = nodeType.toLowerCase().replace(/_generic$/, '');
  if (NOT_OF_NODES.has(bare)) return '; a file of this type is not the contract of a node';
  return meant === null ? '' : `; did you mean ${meant.toUpperCase()}_GENERIC?`;
}

/** The key of the contract that is probably meant to be one that is missing. */
function slipOf({ value }: Place, key: string): string {
  const slip = isMapping(value) ? meantKey(key, Object.keys(value)) : null;
  return slip === null ? '' : `; ${quote(slip)} is probably meant`;
}

/** The kind at the beginning of a profile's name: `extends: effect_idempotent`. What else a profile gives is unknown here. */
function kindByProfile(root: Place): NodeKind | null {
  const { value } = at(root, 'extends');
  if (isAbsent(at(root, 'extends'))) return null;
  const profile = isMapping(value) ? value['profile'] : value;
  warn(
    at(root, 'extends'),
    'only sets the kind: put the file of the profile beside the contract, or write its settings into the contract',
    'key',
  );
  const start = typeof profile === 'string' ? /^[a-z]+/.exec(profile.toLowerCase())?.[0] : undefined;
  return NODE_KINDS.find((kind) => kind === start) ?? null;
}

/** The kind at the end of the name of a node: `node_billing_payment_effect`. */
function kindByEnding(root: Place): NodeKind | null {
  const place = firstOf(root, ...NAMES);
  const ending = typeof place.value === 'string' ? /^node_.*_([a-z]+)$/.exec(place.value)?.[1] : undefined;
  return NODE_KINDS.find((kind) => kind === ending) ?? null;
}

/** What the end of the name says where the node type is none of the four; a workflow is an orchestrator's. */
function kindByName(root: Place, nodeType: string): NodeKind | null {
  const { value: name } = at(root, 'name');
  const ending = typeof name === 'string' ? name.split('_').at(-1) : undefined;
  const { value: archetype } = at(at(root, 'descriptor'), 'node_archetype');
  const kind = NODE_KINDS.find((one) => one === archetype || one === ending);
  return kind ?? (nodeType.toLowerCase() === 'workflow' ? 'orchestrator' : null);
}

/** The kind of a written node type: `COMPUTE_GENERIC`, `compute`, `node_compute`; null for anything else. */
export function parseKind(text: string): NodeKind | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/_generic$/, '')
    .replace(/^node_/, '');
  return NODE_KINDS.find((kind) => kind === bare) ?? null;
}

const VERSION = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?([-+.].*)?$/s;

/** `{major, minor, patch}` or `"1.2.3"`; absent is `fallback`. */
export function readVersion(place: Place, fallback: SemanticVersion): SemanticVersion {
  if (isAbsent(place)) return fallback;
  if (typeof place.value === 'object') {
    if (!expectMapping(place)) return fallback;
    idle(place, 'a version has three numbers', 'prerelease', 'build');
    const part = (key: 'major' | 'minor' | 'patch'): number =>
      number(at(place, key), { min: 0, integer: true }) ?? 0;
    return { major: part('major'), minor: part('minor'), patch: part('patch') };
  }
  // 1.10 is the number 1.1, and another version.
  const plain = typeof place.value === 'number' ? place.log.source.plainAt(place.path) : null;
  if (plain !== null) warn(place, `${plain} without quotes is a number, not a version; write it in quotes`);
  const match = VERSION.exec(plain ?? String(place.value));
  if (match === null) {
    error(
      place,
      `expected a version such as "1.0.0" or {major: 1, minor: 0, patch: 0}; found ${describe(place.value)}`,
    );
    return fallback;
  }
  const version = { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0) };
  if (match[4] !== undefined) {
    const kept = `${version.major}.${version.minor}.${version.patch}`;
    warn(place, `${quote(match[4])} has no effect: a version has three numbers, and this one is ${kept}`);
  }
  return version;
}

/**
 * Domain and base name. The domain is `annotations.domain`, otherwise the producer of the first topic, otherwise the
 * first word of the name. `node_billing_payment_effect` with domain `billing` has the base name `payment`.
 */
export function readDomain(
  root: Place,
  name: string,
  topics: readonly string[],
): { domain: string; baseName: string } {
  const bare = name.replace(/^node_/, '').replace(/_(?:effect|compute|reducer|orchestrator)$/, '') || name;
  const annotated = word(at(at(root, 'annotations'), 'domain'));
  const first = topics.find((topic) => producerOf(topic) !== null && eventNameOf(topic) !== '');
  const domain =
    annotated ?? (first === undefined ? null : producerOf(first)) ?? bare.split(/[_\W]+/)[0] ?? bare;
  const prefix = `${domain.replaceAll('-', '_')}_`;
  const baseName = bare.startsWith(prefix) && bare.length > prefix.length ? bare.slice(prefix.length) : bare;
  return { domain: domain || bare, baseName };
}

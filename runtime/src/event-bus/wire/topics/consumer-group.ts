import { createHash } from 'node:crypto';
import type { Contract, SemanticVersion } from '../../../contract/model.ts';

export interface GroupName {
  readonly environment: string;
  readonly service: string;
  readonly nodeName: string;
  readonly purpose: string;
  /** Null if all versions of the node share the group. */
  readonly version: SemanticVersion | null;
}

const LONGEST = 255;

/**
 * `local.billing.node_billing_payment_effect.consume`, and with a version `….consume.1.0.0`. A name of more than 255
 * characters is truncated, and ends with a hash of the whole name.
 */
export function consumerGroup(name: GroupName): string {
  const shared = sharedName(name);
  return shorten(name.version === null ? shared : `${shared}.${versionText(name.version)}`);
}

/**
 * The group of a consumer that the contract names. It gets the same suffixes as a generated one: the purpose if it does
 * not read the node's own topics, and the version if each version has a group.
 */
export function groupOf(
  { consumerGroup: written }: Pick<Contract, 'consumerGroup'>,
  name: GroupName,
): string {
  if (written === null) return consumerGroup(name);
  const version = name.version === null ? [] : [versionText(name.version)];
  return [written, ...(name.purpose === 'consume' ? [] : [name.purpose]), ...version].join('.');
}

/** Prefix of the names of a node's groups that have a version. A group without offsets takes over their offsets. */
export function groupPrefix(name: Omit<GroupName, 'version'>): string {
  return `${sharedName(name)}.`.slice(0, LONGEST - 9);
}

/** Whether a group has the prefix, or is the group that all versions share. */
export function isGroupOf(prefix: string, groupId: string): boolean {
  return groupId.startsWith(prefix) || `${groupId}.` === prefix;
}

export function versionText({ major, minor, patch }: SemanticVersion): string {
  return `${major}.${minor}.${patch}`;
}

/** Orders versions, and names that end with a version, from the newest to the oldest. */
export function newestFirst(one: string, other: string): number {
  return other.localeCompare(one, 'en', { numeric: true });
}

function sharedName(name: Omit<GroupName, 'version'>): string {
  return `${name.environment}.${name.service}.${name.nodeName}.${name.purpose}`;
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST - 9)}-${hash}`;
}

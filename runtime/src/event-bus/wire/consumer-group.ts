import { createHash } from 'node:crypto';
import type { SemanticVersion } from '../../contract/model.ts';

export interface GroupName {
  readonly environment: string;
  readonly service: string;
  readonly nodeName: string;
  readonly purpose: string;
  readonly version: SemanticVersion;
}

const LONGEST = 255;

/** `local.billing.node_billing_payment_effect.consume.1.0.0`; beyond 255 characters cut, with a hash of the whole. */
export function consumerGroup(name: GroupName): string {
  const { major, minor, patch } = name.version;
  return shorten(`${groupPrefix(name)}${major}.${minor}.${patch}`);
}

/** What the groups of all versions of a node share; a group without offsets takes over those of an earlier version. */
export function groupPrefix(name: Omit<GroupName, 'version'>): string {
  return `${name.environment}.${name.service}.${name.nodeName}.${name.purpose}.`;
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST - 9)}-${hash}`;
}

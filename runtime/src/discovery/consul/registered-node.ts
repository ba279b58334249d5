import { NODE_KINDS, type NodeKind } from '../../contract/model.ts';
import { isTopicName, isUuid } from '../../event-bus/wire/index.ts';
import { eventBusTopics } from '../announcements/index.ts';
import type { NodeProfile } from '../identity/index.ts';
import type { ConsulService } from './consul-client.ts';

/** The registration of a node, from its own profile or from its introspection event. */
export interface RegisteredNode {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly version: string;
  readonly domain: string;
  readonly contractHash: string;
  readonly healthUrl: string;
  readonly subscribeTopics: readonly string[];
  readonly publishTopics: readonly string[];
}

/** The node itself and a registrar use the same ID. */
export function serviceIdOf(nodeType: string, nodeId: string): string {
  return `onex-${nodeType}-${nodeId}`;
}

/** Prefixes of the keys of nodes, each followed by the ID, and of topics, each followed by the name. */
export const NODES = 'onex/nodes/';
export const TOPICS = 'onex/topics/';

/** Prefix of the keys of the topics that a node reads and publishes. */
export function folderOf({ nodeId }: Pick<RegisteredNode, 'nodeId'>): string {
  return `${NODES}${nodeId}/event_bus/`;
}

/** Key of the list of a topic's subscribers. */
export function subscribersKey(topic: string): string {
  return `${TOPICS}${topic}/subscribers`;
}

export function consulService(node: RegisteredNode): ConsulService {
  const { hostname, port, protocol } = new URL(node.healthUrl);
  return {
    id: serviceIdOf(node.nodeType, node.nodeId),
    name: `onex-${node.nodeType}`,
    tags: [
      'onex',
      `node-type:${node.nodeType}`,
      `node-name:${node.nodeName}`,
      `node-version:${node.version}`,
      `domain:${node.domain}`,
    ],
    address: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    meta: { node_id: node.nodeId, node_name: node.nodeName, contract_hash: node.contractHash },
    healthUrl: node.healthUrl,
  };
}

/** A node that registers itself. Null if it serves no health endpoint that Consul could check. */
export function nodeOfProfile(profile: NodeProfile): RegisteredNode | null {
  const { contract, nodeVersion, healthUrl } = profile;
  if (healthUrl === null) return null;
  const bus = eventBusTopics(profile) ?? {};
  return {
    nodeId: profile.nodeId,
    nodeName: profile.nodeName,
    nodeType: profile.nodeType,
    version: `${nodeVersion.major}.${nodeVersion.minor}.${nodeVersion.patch}`,
    domain: profile.domain,
    contractHash: contract?.hash ?? '',
    healthUrl,
    // The same as in its announcement, because registrars would otherwise write another list.
    subscribeTopics: topicsIn(bus['subscribe_topics']),
    publishTopics: topicsIn(bus['publish_topics']),
  };
}

type Json = Readonly<Record<string, unknown>>;
const KINDS: ReadonlySet<unknown> = new Set(NODE_KINDS);

/** Maximum length of a value of a service's metadata, in bytes. Consul rejects longer ones. */
const LONGEST_META = 512;

/**
 * A node as it announces itself. Others write announcements, so the result is null for one without an ID, a kind of
 * node (in any case), or a health endpoint, and for one that Consul would always reject. Texts that are not topic names
 * are left out.
 */
export function nodeOfIntrospection(payload: unknown): RegisteredNode | null {
  const event = object(payload);
  const nodeType = text(event['node_type']).toLowerCase();
  const healthUrl = text(object(event['endpoints'])['health']);
  if (!isUuid(event['node_id']) || !KINDS.has(nodeType) || !isHttpUrl(healthUrl)) return null;
  const version = object(event['node_version']);
  const metadata = object(event['metadata']);
  const bus = object(event['event_bus']);
  const nodeName = text(event['node_name']);
  const contractHash = text(metadata['contract_hash']);
  if ([nodeName, contractHash].some((value) => Buffer.byteLength(value) > LONGEST_META)) return null;
  return {
    nodeId: event['node_id'].toLowerCase(),
    nodeName,
    nodeType: nodeType as NodeKind,
    version: ['major', 'minor', 'patch'].map((part) => Number(version[part] ?? 0)).join('.'),
    domain: text(metadata['domain']),
    contractHash,
    healthUrl,
    subscribeTopics: topicsIn(bus['subscribe_topics']),
    publishTopics: topicsIn(bus['publish_topics']),
  };
}

function topicsIn(entries: unknown): readonly string[] {
  const list = Array.isArray(entries) ? (entries as unknown[]) : [];
  return list.map((entry) => text(object(entry)['topic'])).filter(isTopicName);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

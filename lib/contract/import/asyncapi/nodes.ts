import { quote } from 'onex-cli-kit';
import { eventNameOf, kebab, parseKind, producerOf, type NodeKind } from 'onex-runtime/contract';
import { toSnake } from '../../../naming/index.ts';
import { AsyncapiDocument, isRecord, textOf, type Spot } from './document.ts';
import type { ReadOperation } from './operations.ts';

/** A node that a document describes. */
export interface ReadNode {
  /** `node_billing_payment_effect`. */
  readonly name: string;
  readonly kind: NodeKind;
  readonly domain: string;
  readonly description: string;
  readonly version: string;
  readonly operations: readonly ReadOperation[];
}

export interface RequestedNode {
  /** The name that the user gave, without domain and kind. */
  readonly name: string | undefined;
  readonly kind: NodeKind | null;
}

const domainOf = (topic: string): string => producerOf(topic) ?? 'default';

/** Suffixes of a request's event name. */
const REQUEST = /-(?:requested|request|command|cmd)$/;

/**
 * Divides the operations of a document into nodes. A document that onex exported names them. In other documents, each
 * producer of the command topics that the application receives from is a node; if there are none, the document is one
 * node.
 */
export function readNodes(
  document: AsyncapiDocument,
  operations: readonly ReadOperation[],
  requested: RequestedNode,
): ReadNode[] {
  const info = document.at(document.root, 'info');
  const said = document.at(document.at(info, 'x-onex'), 'nodes');
  const named = new Map<string, ReadOperation[]>();
  const others = operations.filter((operation) => {
    const { node } = operation;
    if (node === null || document.at(said, node).value === undefined) return true;
    named.set(node, [...(named.get(node) ?? []), operation]);
    return false;
  });
  const ofExport = [...named].map(([node, own]) => exported(document.at(said, node), node, own));
  return others.length === 0 ? ofExport : [...ofExport, ...foreign(document, info, others, requested)];
}

function exported({ value }: Spot, name: string, operations: readonly ReadOperation[]): ReadNode {
  const entry = isRecord(value) ? value : {};
  return {
    name,
    kind: parseKind(String(entry['kind'])) ?? 'effect',
    domain: textOf(entry['domain']) ?? 'default',
    description: textOf(entry['description']) ?? '',
    version: textOf(entry['version']) ?? '1.0.0',
    operations,
  };
}

function foreign(
  document: AsyncapiDocument,
  info: Spot,
  operations: readonly ReadOperation[],
  requested: RequestedNode,
): ReadNode[] {
  const commands = operations.filter(
    ({ action, topic }) => action === 'receive' && topic.startsWith('onex.cmd.'),
  );
  const all = commands.length > 0 ? commands : operations;
  const domains = [...new Set(all.map(({ topic }) => domainOf(topic)))].slice(
    0,
    commands.length > 0 ? undefined : 1,
  );
  const [first = 'default'] = domains;
  const groups = new Map(domains.map((domain): [string, ReadOperation[]] => [domain, []]));
  for (const operation of operations) {
    const own = domainOf(operation.topic);
    const domain = groups.has(own) ? own : first;
    if (domain !== own && domains.length > 1)
      document.note(
        operation.spot,
        `the operation is assigned to the node of ${quote(domain)}: the application has no commands of ${quote(own)}`,
      );
    groups.get(domain)?.push(operation);
  }
  const title =
    toSnake(textOf(document.at(info, 'title').value)?.replaceAll(/[^\w-]+/g, '_') ?? '') || 'application';
  const kind = requested.kind ?? 'effect';
  return [...groups].map(([domain, own]) => {
    const base = toSnake(requested.name ?? stemOf(own) ?? title).replace(/^(?=\d)/, 'n');
    return {
      name: `node_${domain.replaceAll('-', '_')}_${base}_${kind}`,
      kind,
      domain: kebab(domain),
      description: textOf(document.at(info, 'description').value) ?? title,
      version: versionOf(document, info),
      operations: own,
    };
  });
}

/** Returns the common subject of a node's commands: `payment` of `payment-requested`. */
function stemOf(operations: readonly ReadOperation[]): string | null {
  const commands = operations.filter(
    ({ action, topic }) => action === 'receive' && topic.startsWith('onex.cmd.'),
  );
  const stems = new Set(commands.map(({ topic }) => eventNameOf(topic).replace(REQUEST, '')));
  const [only] = stems;
  return stems.size === 1 ? (only ?? null) : null;
}

function versionOf(document: AsyncapiDocument, info: Spot): string {
  const spot = document.at(info, 'version');
  const version = textOf(spot.value);
  if (version === null || /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(version)) return version ?? '1.0.0';
  document.note(
    spot,
    `version ${quote(version)} is not of the form major.minor.patch; the node has version 1.0.0`,
  );
  return '1.0.0';
}

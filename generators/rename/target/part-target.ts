import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import { parseOperationName, parsePlainName } from '../../../lib/naming/index.ts';
import { fieldTarget } from './field-target.ts';
import { findNodeModel, type Naming } from './find-node.ts';
import { newestOf, type NodeModel } from '../contracts/model.ts';
import { refuseTaken } from './new-name.ts';
import type { Kind, Target } from './target.ts';

type Part = 'operation' | 'step' | 'state';

/** Names of the operations, steps, and states of a node. */
function partsOf(node: NodeModel): Readonly<Record<Part, readonly string[]>> {
  const { operations, workflow, stateMachine } = newestOf(node).read;
  return {
    operation: operations.map(({ name }) => name),
    step: (workflow?.steps ?? []).map(({ id }) => id),
    state: (stateMachine?.states ?? []).map(({ name }) => name),
  };
}

function splitName(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** The new name: alone, or behind the same node. */
function newPart(to: string, node: NodeModel, { nodes }: Naming): string {
  if (!to.includes(':')) return to;
  const [owner, name] = splitName(to);
  if (findNodeModel(owner, nodes) !== node)
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} is of another node; a rename does not move anything to it`,
    );
  return name;
}

/** @param kind `part`: whatever of the node has the name. */
export function partTarget(from: string, to: string, kind: Kind | 'part', naming: Naming): Target {
  if (!from.includes(':'))
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${quote(from)} does not name a node; write NODE:${kind === 'part' ? 'NAME' : kind.toUpperCase()}`,
    );
  const [owner, name] = splitName(from);
  const node = findNodeModel(owner, naming.nodes);
  const parts = partsOf(node);
  const kinds = (['operation', 'step', 'state'] as const).filter((one) => parts[one].includes(name));
  const meant = kind === 'part' ? kinds : kinds.filter((one) => one === kind);
  const [found] = meant;
  if (found === undefined && kind === 'part' && name.includes('.')) return fieldTarget(from, to, naming);
  if (found === undefined) {
    const known = kind === 'part' ? Object.values(parts).flat() : (parts[kind as Part] ?? []);
    const what = kind === 'part' ? 'operation, step, or state' : kind;
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${node.folder} has no ${what} ${quote(name)}.${didYouMeanOrList(name, known)}`,
    );
  }
  if (meant.length > 1)
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `${quote(from)} may mean ${meant.map((one) => `the ${one}`).join(' or ')}; add --type ${meant.join(' or --type ')}`,
    );
  const written = newPart(to, node, naming);
  const parsed = found === 'operation' ? parseOperationName(written) : parsePlainName(written, found);
  refuseTaken(parsed, name, parts[found], node.folder);
  return { kind: found, node, from: name, to: parsed };
}

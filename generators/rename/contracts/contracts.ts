import { posix } from 'node:path';
import { quote } from 'onex-cli-kit';
import { parse } from 'yaml';
import type { Contract } from 'onex-runtime/contract';
import { findScalar, replaceScalars } from '../../../lib/contract/rename/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { fileOf, newestOf, readOrRefuse, type ModelVersion, type NodeModel } from './model.ts';
import { isDoneBy, rulesFor } from './rules.ts';
import { movesOf, type Target } from '../target/target.ts';

const asData = (text: string): unknown =>
  parse(text, { version: '1.1', merge: true, logLevel: 'silent' }) as unknown;

/** The path of the JSON Schema in the comment that editors read, from another folder. */
function withSchemaPath(text: string, from: string, to: string): string {
  return text.replace(/^(# yaml-language-server: \$schema=)(\.\.\/\S+)/m, (_, start: string, way: string) => {
    const target = posix.join(from, way);
    return target.startsWith('..') ? start + way : start + posix.relative(to, target);
  });
}

function changed(text: string, target: Target, node: NodeModel, version: ModelVersion): string {
  const rules = rulesFor(target, { node, version, document: asData(text) });
  const renamed = rules.reduce((result, rule) => replaceScalars(result, rule), text);
  const folder = movesOf(target).find((move) => move.node === node)?.folder ?? node.folder;
  const within = (place: string): string => `nodes/${place}/${version.folder}`;
  return folder === node.folder ? renamed : withSchemaPath(renamed, within(node.folder), within(folder));
}

/** Returns the names of the renamed thing in a contract. */
function namesIn(contract: Contract, target: Target, node: NodeModel): readonly string[] {
  switch (target.kind) {
    case 'operation':
      if (target.node === node) return contract.operations.map(({ name }) => name);
      return (contract.workflow?.steps ?? [])
        .flatMap((step) =>
          isDoneBy(step.id, contract, target.node) ? [step.operation, step.compensation] : [],
        )
        .filter((name) => name !== null);
    case 'step':
      return target.node === node ? (contract.workflow?.steps ?? []).map(({ id }) => id) : [];
    case 'state':
      return target.node === node ? (contract.stateMachine?.states ?? []).map(({ name }) => name) : [];
    case 'field': {
      if (target.node !== node) return [];
      return target.owners.flatMap((owner) => {
        if ('settings' in owner) return contract.settings.map(({ name }) => name);
        if ('definition' in owner)
          return (contract.definitions[owner.definition] ?? []).map(({ name }) => name);
        const operation = contract.operations.find(({ name }) => name === owner.operation);
        return owner.side === null ? [] : (operation?.[owner.side] ?? []).map(({ name }) => name);
      });
    }
    case 'topic':
      return [...contract.topics.subscribe, ...contract.topics.publish].map(({ topic }) => topic);
    default:
      return [contract.name];
  }
}

/** @throws UserError for a contract in which the old name is still read. */
function refuseIncomplete(
  contract: Contract,
  text: string,
  target: Target,
  node: NodeModel,
  file: string,
): void {
  if (target.kind === 'node' || target.kind === 'domain') return;
  if (!namesIn(contract, target, node).includes(target.from)) return;
  const at = findScalar(text, ({ value }) => value.includes(target.from));
  const where = at === null ? file : `${file}:${at.line}:${at.column}`;
  throw new UserError(
    'ERR_ONEX_RENAME_REFUSED',
    `${where}: the contract gives the ${target.kind} ${quote(target.from)} in a form that a rename does not change; ` +
      'write its name into the contract, or change it by hand and run onex upgrade',
  );
}

function changedVersion(
  target: Target,
  node: NodeModel,
  folder: string,
  version: ModelVersion,
): ModelVersion {
  const contract = changed(version.contract, target, node, version);
  const base = version.base();
  const newBase = base === null ? null : changed(base, target, node, version);
  if (contract === version.contract && folder === node.folder) return { ...version, base: () => newBase };
  const file = fileOf(node.folder, version);
  const read = readOrRefuse(contract, file, version.origin);
  if (version === newestOf(node) || target.kind === 'topic')
    refuseIncomplete(read, contract, target, node, file);
  return { ...version, contract, base: () => newBase, read };
}

/** Returns the nodes of a project with their contracts after a rename, in the same order. */
export function renamedNodes(target: Target, nodes: readonly NodeModel[]): readonly NodeModel[] {
  const moves = new Map(movesOf(target).map((move) => [move.node, move]));
  return nodes.map((node) => {
    const folder = moves.get(node)?.folder ?? node.folder;
    return {
      ...node,
      folder,
      versions: node.versions.map((one) => changedVersion(target, node, folder, one)),
    };
  });
}

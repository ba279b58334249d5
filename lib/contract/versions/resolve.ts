import { existsSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../errors/index.ts';
import { callsOf, nodeNames } from '../../project/index.ts';
import { commitOf, contractsAt, readWorking, requireCommit } from './git.ts';
import { contractsOfRevision, contractsOnDisk, generatedContract, nodeOfPath } from './nodes.ts';
import type { ContractFile, ContractPair } from './types.ts';

/** The meaning of an argument. */
type Named =
  | { readonly kind: 'file' | 'at revision'; readonly file: ContractFile }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'revision'; readonly revision: string };

interface Context {
  readonly cwd: string;
  /** Folder of the project; the working folder if there is none. */
  readonly root: string;
  readonly nodes: readonly string[];
}

/**
 * The pairs of contracts that a command line asks to compare.
 *
 * Two arguments name the old version and the new one. One argument names the new version, which is compared with the
 * last generated one; a single revision is the old version of all nodes. With `since`, the arguments select the
 * contracts to compare.
 */
export async function resolvePairs(
  wanted: readonly string[],
  since: string | undefined,
  { cwd, root }: { readonly cwd: string; readonly root: string },
): Promise<readonly ContractPair[]> {
  const context: Context = { cwd, root, nodes: await nodeNames(root) };
  const named = wanted.map((word) => nameOf(word, context));
  if (since !== undefined) {
    requireCommit(root, since);
    if (named.length === 0) return ofRevisions(since, null, context);
    return named.flatMap((one) => ofSince(one, since, context));
  }
  const [first, second, third] = named;
  if (third !== undefined)
    throw new UserError(
      'ERR_ONEX_USAGE',
      'onex contract diff takes two versions at most; to compare more nodes, use --since REV',
    );
  if (first === undefined) return Promise.all(context.nodes.map((node) => ofGenerated(node, context)));
  if (second === undefined) return ofOne(first, context);
  if (first.kind === 'revision' && second.kind === 'revision')
    return ofRevisions(first.revision, second.revision, context);
  return [{ old: fileOf(first, second, context), new: fileOf(second, first, context) }];
}

function nameOf(word: string, context: Context): Named {
  const { cwd, root, nodes } = context;
  const absolute = resolve(cwd, word);
  const isThere = existsSync(absolute);
  const way = relative(root, absolute).split(sep).join('/');
  if (isThere && statSync(absolute).isFile()) {
    const text = readWorking(absolute);
    if (text === null) throw new UserError('ERR_ONEX_UNREADABLE_CONTRACT', `${word} cannot be read`);
    return { kind: 'file', file: { file: word, path: way, text } };
  }
  const name = word.replaceAll('-', '_');
  const byFolder = isThere
    ? nodes.filter((node) => way === `nodes/${node}` || way.startsWith(`nodes/${node}/`))
    : [];
  const exact = [...byFolder, ...nodes.filter((node) => node === name)];
  const called = exact.length > 0 ? exact : nodes.filter((node) => callsOf(node).includes(name));
  if (called.length > 1 && exact.length === 0)
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `${quote(word)} may mean ${called.join(' or ')}; write the full name`,
    );
  if (called[0] !== undefined) return { kind: 'node', node: called[0] };
  if (commitOf(root, word) !== null) return { kind: 'revision', revision: word };
  const colon = word.indexOf(':');
  if (colon > 0 && commitOf(root, word.slice(0, colon)) !== null)
    return { kind: 'at revision', file: fileAt(word.slice(0, colon), word.slice(colon + 1), context) };
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} is neither a file, a node of the project, nor a git revision.${didYouMeanOrList(word, nodes.flatMap(callsOf))}`,
  );
}

/** Returns the path of the contract of a node or a file on disk, relative to the project's folder. */
export async function wantedContract(
  wanted: string,
  { cwd, root }: { readonly cwd: string; readonly root: string },
): Promise<string> {
  const context: Context = { cwd, root, nodes: await nodeNames(root) };
  const named = nameOf(wanted, context);
  if (named.kind === 'file' || named.kind === 'node') return fileOf(named, named, context).path;
  throw new UserError('ERR_ONEX_NOT_FOUND', `${quote(wanted)} is neither a node of the project nor a file`);
}

/** Returns a file of a revision, by its path from the working folder or from the project's. */
function fileAt(revision: string, path: string, { cwd, root }: Context): ContractFile {
  const commit = requireCommit(root, revision);
  const found =
    contractsAt(cwd, commit, [path], revision).find((file) => file.path === path) ??
    contractsAt(root, commit, [path], revision).find((file) => file.path === path);
  if (found !== undefined) return found;
  throw new UserError('ERR_ONEX_NOT_FOUND', `${quote(revision)} has no file ${quote(path)}`);
}

function ofRevisions(old: string, now: string | null, { root, nodes }: Context): ContractPair[] {
  const before = contractsOfRevision(root, old);
  const after = now === null ? contractsOnDisk(root, nodes) : contractsOfRevision(root, now);
  return [...new Set([...before.keys(), ...after.keys()])]
    .toSorted()
    .map((node) => ({ old: before.get(node) ?? null, new: after.get(node) ?? null }));
}

async function ofGenerated(node: string, { root }: Context): Promise<ContractPair> {
  const now = contractsOnDisk(root, [node]).get(node);
  if (now === undefined)
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `nodes/${node} has no folder of a version with a contract.yaml`,
    );
  const { version = '' } = nodeOfPath(now.path) ?? {};
  const old = await generatedContract(root, node, version);
  if (old !== null) return { old, new: now };
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${now.path} has no record of what was generated; name the version to compare with: --since REV`,
  );
}

async function ofOne(one: Named, context: Context): Promise<readonly ContractPair[]> {
  if (one.kind === 'revision') return ofRevisions(one.revision, null, context);
  if (one.kind === 'node') return [await ofGenerated(one.node, context)];
  const { file } = one;
  if (one.kind === 'at revision') {
    const text =
      readWorking(resolve(context.root, file.path)) ?? readWorking(resolve(context.cwd, file.path));
    return [{ old: file, new: text === null ? null : { file: file.path, path: file.path, text } }];
  }
  const of = nodeOfPath(file.path);
  const old = of === null ? null : await generatedContract(context.root, of.node, of.version);
  if (old !== null) return [{ old, new: file }];
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${file.file} has no record of what was generated; name the version to compare with, or use --since REV`,
  );
}

function ofSince(one: Named, since: string, context: Context): ContractPair[] {
  if (one.kind === 'revision' || one.kind === 'at revision')
    throw new UserError('ERR_ONEX_USAGE', 'with --since, name nodes or files; the revision is already given');
  const old = atRevision(one, since, context);
  return [{ old, new: one.kind === 'file' ? one.file : fileOf(one, one, context) }];
}

/** Returns the contract of one side if the other side identifies the node. */
function fileOf(one: Named, other: Named, context: Context): ContractFile {
  if (one.kind === 'revision') {
    const found = atRevision(other, one.revision, context);
    if (found !== null) return found;
    throw new UserError('ERR_ONEX_NOT_FOUND', `${quote(one.revision)} has no such contract`);
  }
  if (one.kind !== 'node') return one.file;
  const found = contractsOnDisk(context.root, [one.node]).get(one.node);
  if (found !== undefined) return found;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `nodes/${one.node} has no folder of a version with a contract.yaml`,
  );
}

function atRevision(one: Named, revision: string, context: Context): ContractFile | null {
  if (one.kind === 'node') return contractsOfRevision(context.root, revision).get(one.node) ?? null;
  return one.kind === 'revision' ? null : fileAt(revision, one.file.path, context);
}

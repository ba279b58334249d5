import { basename, dirname, resolve } from 'node:path';
import { readContract, type ContractReading, type NodeKind, type Origin } from 'onex-runtime/contract';
import { isMap, isNode, parseDocument } from 'yaml';
import { MAX_NAME_LENGTH, words } from '../naming/index.ts';

export interface NamedContract {
  readonly reading: ContractReading;
  /** The contract's text, with its name. */
  readonly text: string;
  /** The inserted name; null if it already had one. */
  readonly added: string | null;
}

/** Names of files and version folders that do not identify the node. */
const SAYS_NOTHING = /^(?:(?:node|handler)_?)?contract$|^v\d+(?:_\d+)*$|^\.*$/i;

/** Returns the name of the file, or of the nearest folder with a meaningful name. */
function ownWord(path: string): string {
  const stem = basename(path).replace(/\.ya?ml$/i, '');
  const folder = dirname(path);
  return SAYS_NOTHING.test(stem) && folder !== path ? ownWord(folder) : stem.replace(/[._-]contract$/i, '');
}

/** `http-api` becomes `node_http_api_effect`; null if it is not a valid name. */
function nodeName(word: string, kind: NodeKind): string | null {
  const parts = words(word);
  const from = parts.findIndex((part) => part !== 'node' && part !== kind);
  const own = from < 0 ? '' : parts.slice(from, parts.at(-1) === kind ? -1 : undefined).join('_');
  return /^[a-z]/.test(own) && own.length <= MAX_NAME_LENGTH ? `node_${own}_${kind}` : null;
}

/** Inserts the name as the first key, below anything that precedes the keys. */
function withName(text: string, name: string): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const { contents } = parseDocument(body);
  const first = isMap(contents) ? contents.items[0]?.key : null;
  if (isMap(contents) && contents.flow) {
    const at = (contents.range?.[0] ?? 0) + 1;
    return `${mark}${body.slice(0, at)}name: ${name}, ${body.slice(at)}`;
  }
  const at = startOfLine(body, startOf(first));
  const indent = /^ */.exec(body.slice(at))?.[0] ?? '';
  const end = body.includes('\r\n') ? '\r\n' : '\n';
  return `${mark}${body.slice(0, at)}${indent}name: ${name}${end}${body.slice(at)}`;
}

/** Returns the start of a key's line, which may have the key's tag or its `?` before it. */
function startOfLine(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), at === 0 ? -1 : text.lastIndexOf('\r', at - 1)) + 1;
}

function startOf(key: unknown): number {
  return isNode(key) ? (key.range?.[0] ?? 0) : 0;
}

export interface NamedOptions {
  readonly file: string;
  /** Absolute or relative; only its last parts matter. */
  readonly path: string;
  readonly name?: string | undefined;
  readonly origin?: Origin | undefined;
}

/**
 * Reads a contract. Many contracts have no name and leave it to the class. Such a contract gets the given `name`,
 * otherwise the name of its file or of the folder around it. Positions in findings refer to the original text.
 */
export function readNamed(given: string, { file, path, name, origin }: NamedOptions): NamedContract {
  let added: string | null = null;
  const nameless = (kind: NodeKind): string | null =>
    (added = nodeName(name ?? ownWord(resolve(path)), kind));
  const reading = readContract(given, { file, nameless, ...(origin && { origin }) });
  if (added === null || reading.contract === null) return { reading, text: given, added: null };
  const text = withName(given, added);
  const after = readContract(text, { file, ...(origin && { origin }) });
  const { contract } = after;
  return { reading: contract === null ? after : { ...reading, text, contract }, text, added };
}

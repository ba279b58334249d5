import { NODE_KINDS, type NodeKind } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { nodeFolder, parseDomain, parseNodeName, toSnake } from '../../../lib/naming/index.ts';
import { folderName } from '../../../lib/project/index.ts';
import type { Ask } from './ask.ts';
import { askDetails, askRest } from './ask-details.ts';
import { checkName, newestVersion } from '../contract/index.ts';
import { splitFullName, type Around } from './full-name.ts';
import { domainQuestion, isContractFile, kindQuestion, nameQuestion } from './questions.ts';
import type { Session } from '../session/index.ts';

/** The known data about the project and the kind before the first prompt. */
export interface Known {
  /** Null: the user selects it, or the contract contains it. */
  readonly kind: NodeKind | null;
  /** Full names of the project's nodes. */
  readonly nodes: readonly string[];
  /** Of the project. */
  readonly domain: string;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function around({ given, place }: Session, { kind, nodes, domain }: Known): Around {
  const givenDomain = textOf(given['domain']);
  return {
    root: place.root,
    nodes,
    domain,
    givenDomain,
    kind: kind ?? (given['kind'] as NodeKind | undefined) ?? null,
  };
}

/** Refuses an invalid name, and replaces a full name by its short name, domain, and kind. */
export async function settleName(session: Session, known: Known): Promise<void> {
  const { given } = session;
  if (given['name'] === undefined) return;
  const text = String(given['name']);
  // A contract without a name gets the given one in any form.
  const node = given['contract'] === undefined ? await splitFullName(text, around(session, known)) : null;
  if (node === null) parseNodeName(text);
  else Object.assign(given, node);
}

async function askName(session: Session, known: Known, ask: Ask): Promise<void> {
  const { given, cwd } = session;
  if (given['name'] !== undefined || given['contract'] !== undefined) return;
  const check = async (text: string): Promise<void> => {
    if ((await splitFullName(text, around(session, known))) !== null) return;
    parseNodeName(text);
    const { domain, nodes, kind } = known;
    checkName(text, { nodes, kind, domain: textOf(given['domain']) ?? domain });
  };
  const { name } = await ask<{ name: string }>([nameQuestion(cwd, check)]);
  given[isContractFile(name) ? 'contract' : 'name'] = name;
  await settleName(session, known);
}

/** Returns the kind of the existing node with the given name, if there is one. */
function presentKind({ given }: Session, { nodes, domain }: Known): NodeKind | undefined {
  const named = `node_${toSnake(String(given['domain'] ?? domain))}_${toSnake(String(given['name']))}`;
  return NODE_KINDS.find((kind) => nodes.some((node) => folderName(node) === `${named}_${kind}`));
}

/** Prompts for values that no option provides, and adds the answers to the options. A contract contains all of them. */
export async function askForNode(session: Session, known: Known, ask: Ask): Promise<void> {
  const { given } = session;
  await askName(session, known, ask);
  if (given['contract'] !== undefined) return;
  const ofKind = known.kind === null ? [kindQuestion(presentKind(session, known))] : [];
  Object.assign(given, await askRest(session, [...ofKind, domainQuestion(known.domain)], ask));
  const kind = known.kind ?? (given['kind'] as NodeKind);
  await settleVersion(session, { ...known, kind });
  await askDetails(session, kind, nameOf(session, known, kind), known.nodes, ask);
}

/** Returns the folder of the node below `nodes/`, which may be in a subfolder. */
function nameOf({ given }: Session, { domain, nodes }: Known, kind: NodeKind): string {
  const name = nodeFolder(
    parseDomain(String(given['domain'] ?? domain)),
    parseNodeName(String(given['name'])),
    kind,
  );
  return nodes.find((node) => folderName(node) === name) ?? name;
}

/** Sets the version of a run that names an existing node without a version: the newest one. */
export async function settleVersion(session: Session, known: Known): Promise<void> {
  const { given, place } = session;
  const kind = known.kind ?? (given['kind'] as NodeKind | undefined);
  if (given['node-version'] !== undefined || given['contract'] !== undefined || kind === undefined) return;
  const node = nameOf(session, known, kind);
  if (!known.nodes.includes(node)) return;
  session.basis.watch(node);
  given['node-version'] = (await newestVersion(place.root, node)) ?? undefined;
}

/**
 * @throws UserError that lists the missing options. The domain is not missing if the project has one, or with `--yes`.
 */
export function refuseMissing({ given, program, place }: Session, kind: NodeKind | null): void {
  const fromContract = given['contract'] !== undefined;
  const hasDomain =
    given['domain'] !== undefined || given['yes'] === true || typeof place.settings?.['domain'] === 'string';
  const missing = [
    ...(kind === null && !fromContract ? ['--kind'] : []),
    ...(given['name'] === undefined && !fromContract ? ['the name'] : []),
    ...(hasDomain || fromContract ? [] : ['--domain']),
  ];
  if (missing.length === 0) return;
  const example = `${program} NAME${kind === null ? ' --kind KIND' : ''}${hasDomain ? '' : ' --domain DOMAIN'}`;
  const verb = missing.length === 1 ? 'is' : 'are';
  const silent = ['yes', 'json'].find((option) => given[option] === true);
  const why = silent === undefined ? 'there is no terminal to prompt on' : `--${silent} asks nothing`;
  throw new UserError('ERR_ONEX_USAGE', `${missing.join(' and ')} ${verb} missing and ${why}: ${example}`);
}

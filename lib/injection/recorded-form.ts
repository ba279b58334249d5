import { SEPARATE_LIFECYCLE } from './bus-members.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Node } from './node.ts';
import type { Settlement } from './settle.ts';
import { toldBy, type Told } from './told.ts';

/** The pieces of one class as they went in, by name. */
export type RecordedPieces = ReadonlyMap<string, string>;

export function textOfPieces(pieces: RecordedPieces): string {
  return [...pieces.values()].join('\n');
}

/** How a class was settled, as the pieces show that went in; `classNode` stands for methods that were extended. */
export function recordedSettlement(pieces: RecordedPieces, classNode: Node): Settlement {
  const separate = isSeparate(pieces);
  const step = (wanted: string, apart: string): Lifecycle & { readonly name: string } => {
    const name = separate ? apart : wanted;
    const method = pieces.get(`method:${name}`);
    return method === undefined
      ? { how: 'extend', name, callable: classNode }
      : { how: 'add', name, override: overrides(method), callsSuper: callsSuper(method, name) };
  };
  return {
    form: toldIdentity(pieces) ? 'guest' : 'node',
    initialize: step('initialize', SEPARATE_LIFECYCLE.initialize),
    shutdown: step('shutdown', SEPARATE_LIFECYCLE.shutdown),
  };
}

function isSeparate(pieces: RecordedPieces): boolean {
  return Object.values(SEPARATE_LIFECYCLE).some((name) => pieces.has(`method:${name}`));
}

/** The answers of the run that made these pieces; a base that was read or told then is taken as it was then. */
export function recordedAnswers(pieces: RecordedPieces): Told {
  const all = textOfPieces(pieces);
  const calling = ['initialize', 'shutdown'].filter((name) =>
    callsSuper(pieces.get(`method:${name}`) ?? '', name),
  );
  const separate = isSeparate(pieces);
  const form = toldIdentity(pieces) ? 'guest' : 'node';
  return { ...toldBy(all), form, separate, ...(separate ? {} : { baseMembers: calling }) };
}

/** Whether the class was announced under an identity of its own; a node of the runtime knows its own. */
export function toldIdentity(pieces: RecordedPieces): boolean {
  return [...pieces.values()].some((text) => /\bnodeName: /.test(text));
}

function overrides(method: string): boolean {
  return /^(?:\/\*[\s\S]*?\*\/\s*)?override\b/.test(method);
}

function callsSuper(method: string, name: string): boolean {
  return method.includes(`super.${name}(`);
}

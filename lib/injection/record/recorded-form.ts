import { SEPARATE_LIFECYCLE } from '../members/index.ts';
import type { Lifecycle, Settlement } from '../plan/index.ts';
import type { Node } from '../parse/index.ts';
import { type RecordedAnswers, answersIn } from '../pieces/index.ts';

/** The inserted pieces of one class, by name. */
export type RecordedPieces = ReadonlyMap<string, string>;

export function textOfPieces(pieces: RecordedPieces): string {
  return [...pieces.values()].join('\n');
}

/** Derives the settlement of a class from its inserted pieces. `classNode` stands for the extended methods. */
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
    form: hasIdentity(pieces) ? 'guest' : 'node',
    initialize: step('initialize', SEPARATE_LIFECYCLE.initialize),
    shutdown: step('shutdown', SEPARATE_LIFECYCLE.shutdown),
  };
}

function isSeparate(pieces: RecordedPieces): boolean {
  return Object.values(SEPARATE_LIFECYCLE).some((name) => pieces.has(`method:${name}`));
}

/** Returns the answers of the run that made these pieces. The base class is assumed to be as it was then. */
export function recordedAnswers(pieces: RecordedPieces): RecordedAnswers {
  const all = textOfPieces(pieces);
  const calling = ['initialize', 'shutdown'].filter((name) =>
    callsSuper(pieces.get(`method:${name}`) ?? '', name),
  );
  const separate = isSeparate(pieces);
  const form = hasIdentity(pieces) ? 'guest' : 'node';
  return { ...answersIn(all), form, separate, ...(separate ? {} : { baseMembers: calling }) };
}

/** Whether the class was announced under its own identity; a runtime node has one already. */
export function hasIdentity(pieces: RecordedPieces): boolean {
  return [...pieces.values()].some((text) => /\bnodeName: /.test(text));
}

function overrides(method: string): boolean {
  return /^(?:\/\*[\s\S]*?\*\/\s*)?override\b/.test(method);
}

function callsSuper(method: string, name: string): boolean {
  return method.includes(`super.${name}(`);
}

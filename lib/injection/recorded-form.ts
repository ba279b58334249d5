import { HOST_FIELD } from './bus-members.ts';
import { FIELDS } from './fields.ts';
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
  const all = textOfPieces(pieces);
  const separate = toldBy(all).separate === true || pieces.has(`field:${HOST_FIELD}`);
  const step = (wanted: string, apart: string): Lifecycle & { readonly name: string } => {
    const name = separate ? apart : wanted;
    const method = pieces.get(`method:${name}`);
    return method === undefined
      ? { how: 'extend', name, callable: classNode }
      : { how: 'add', name, override: overrides(method), callsSuper: callsSuper(method, name) };
  };
  const introspection = pieces.get('method:publishIntrospectionEvent');
  return {
    fields: new Set([...FIELDS.keys()].filter((name) => pieces.has(`field:${name}`))),
    hostField: separate ? HOST_FIELD : null,
    initialize: step('initialize', 'initializeEventBus'),
    shutdown: step('shutdown', 'shutdownEventBus'),
    publishIntrospection: introspection === undefined ? null : { override: overrides(introspection) },
    reused: [],
  };
}

/** The answers of the run that made these pieces; a base that was read or told then is taken as it was then. */
export function recordedAnswers(pieces: RecordedPieces): Told {
  const all = textOfPieces(pieces);
  const calling = ['initialize', 'shutdown'].filter((name) =>
    callsSuper(pieces.get(`method:${name}`) ?? '', name),
  );
  const told = toldBy(all);
  return told.separate === true ? told : { ...told, baseMembers: calling };
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

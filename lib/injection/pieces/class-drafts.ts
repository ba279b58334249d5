import { INTROSPECTION } from '../members/index.ts';
import { draft, type Draft, type Part } from './draft.ts';
import { blankAbove, eolAt, type CodeStyle } from '../survey/index.ts';
import { child, children, type Comment, type Node } from '../parse/index.ts';
import {
  aboveComments,
  beforeLine,
  insideBraces,
  isOfNextLine,
  nextCode,
  statementEnd,
  wouldContinue,
  type BlockPlaces,
} from './places.ts';
import { inStyle, literal, renderPartial } from './render.ts';
import type { Settlement } from '../plan/index.ts';
import { identityText, type FileNames } from './view.ts';
import type { NodeIdentityAnswers } from '../types.ts';

/** The data needed to render the pieces of one class. */
export interface ClassContext {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly style: CodeStyle;
  readonly names: FileNames;
  /** Refers to a global by its name, or through `globalThis` if something around the class has the same name. */
  readonly global: (name: string) => string;
  readonly templateRoot: string;
  readonly serviceName: string;
  /** null for a runtime node, which has its own identity. */
  readonly identity: NodeIdentityAnswers | null;
}

interface Named {
  readonly name: string;
  readonly text: string;
}

/** The pieces that go inside one class, in the partials' own style. */
export interface ClassPieces {
  readonly fields: readonly Named[];
  readonly methods: readonly Named[];
  openCall(): string;
  closeCall(): string;
}

export function classPieces(settlement: Settlement, context: ClassContext): ClassPieces {
  const view = viewOf(settlement, context);
  const { form } = settlement;
  // In a guest class, the pieces for both languages differ only in one type.
  const folder = form === 'node' ? `node/${context.names.dialect}` : 'guest';
  const render = (partial: string, values: Readonly<Record<string, unknown>> = {}): string =>
    renderPartial(context.templateRoot, partial, { ...view, ...values });

  const fields: Named[] =
    form === 'guest'
      ? []
      : render(`${folder}/fields`)
          .split(/(?<!\*\/)\n/)
          .map((piece) => ({ name: `field:${/^(?:readonly )?(\w+)/m.exec(piece)?.[1] ?? ''}`, text: piece }));

  const methods: Named[] = [];
  for (const [step, partial] of [
    [settlement.initialize, 'initialize'],
    [settlement.shutdown, 'shutdown'],
  ] as const) {
    if (step.how !== 'add') continue;
    const override = step.override ? 'override ' : '';
    const made = render(`${folder}/${partial}`, { override, callsSuper: step.callsSuper });
    methods.push({ name: `method:${step.name}`, text: made });
  }
  if (form === 'node') {
    methods.push({ name: `method:${INTROSPECTION}`, text: render(`${folder}/publish_introspection`) });
  }

  return {
    fields,
    methods,
    openCall: () => render(`${form}/open_call`),
    closeCall: () => render(`${form}/close_call`),
  };
}

/** Returns all insertions inside one class: fields at the top, methods at the bottom, and calls in existing methods. */
export function classDrafts(
  classNode: Node,
  settlement: Settlement,
  context: ClassContext,
): readonly Draft[] {
  const { text, comments, style } = context;
  const body = child(classNode, 'body');
  if (body === null) return [];
  const places = insideBraces(body, text, comments, style.indent);
  const pieces = classPieces(settlement, context);
  const drafts = memberDrafts(body, places, pieces.fields, pieces.methods, context);
  if (settlement.initialize.how === 'extend') {
    drafts.push(
      openCall(settlement.initialize.callable, settlement.initialize.name, pieces.openCall(), context),
    );
  }
  if (settlement.shutdown.how === 'extend') {
    drafts.push(
      closeCall(settlement.shutdown.callable, settlement.shutdown.name, pieces.closeCall(), context),
    );
  }
  return drafts;
}

function identityOfCall({ identity }: ClassContext, depth: number): string {
  return identity === null ? '' : identityText(identity, depth);
}

function viewOf(settlement: Settlement, context: ClassContext): Record<string, unknown> {
  const { names } = context;
  const typescript = names.dialect === 'typescript';
  const isNode = settlement.form === 'node';
  const type = (exported: string): string => (typescript && isNode ? names.type(exported) : '');
  return {
    available: names.available,
    guest: names.guest,
    process: context.global('process'),
    AbortController: context.global('AbortController'),
    Promise: context.global('Promise'),
    result: typescript ? `: ${context.global('Promise')}<void>` : '',
    EventPublisher: type('EventPublisher'),
    IntrospectionReason: type('IntrospectionReason'),
    serviceName: literal(context.serviceName),
    identity: identityOfCall(context, 1),
    initialize: settlement.initialize.name,
    shutdown: settlement.shutdown.name,
    override: '',
    callsSuper: false,
  };
}

function memberDrafts(
  body: Node,
  places: BlockPlaces,
  fields: readonly Named[],
  methods: readonly Named[],
  context: ClassContext,
): Draft[] {
  const { text, comments, style } = context;
  const topEol = eolAt(text, places.start.offset, style);
  const endEol = eolAt(text, places.end.offset, style);
  const write = (piece: Named, eol: string): Part => ({
    name: piece.name,
    text: inStyle(piece.text, places.inner, eol, style),
  });

  const fieldParts: Part[] = [];
  for (const [index, piece] of fields.entries()) {
    const part = write(piece, topEol) as Named;
    const last = index === fields.length - 1;
    const hazard = last && !part.text.endsWith(';') && wouldContinue(text, places.start.offset, comments);
    fieldParts.push({ ...part, text: hazard ? `${part.text};` : part.text }, topEol);
  }
  const methodParts: Part[] = methods.flatMap((piece, index) => [
    ...(index > 0 ? [endEol] : []),
    write(piece, endEol),
    endEol,
  ]);

  // In an empty class, both go to the same place.
  if (places.empty) {
    const between = fieldParts.length > 0 && methodParts.length > 0 ? [endEol] : [];
    const all = [...fieldParts, ...between, ...methodParts];
    if (all.length === 0) return [];
    return places.end.atLineStart
      ? [draft(places.end.offset, all)]
      : [draft(places.end.offset, [endEol, ...all, places.outer])];
  }

  const drafts: Draft[] = [];
  if (fieldParts.length > 0) {
    drafts.push(
      places.start.atLineStart
        ? draft(places.start.offset, [...fieldParts, topEol])
        : draft(places.start.offset, [topEol, ...fieldParts, topEol, places.inner]),
    );
  }
  if (methodParts.length > 0) {
    const guard = danglingField(body, text) ? [`${places.inner};${endEol}`] : [];
    if (!places.end.atLineStart) {
      drafts.push(draft(places.end.offset, [endEol, ...guard, endEol, ...methodParts, places.outer]));
    } else if (blankAbove(text, places.end.offset) > 0) {
      drafts.push(draft(places.end.offset, [...guard, ...methodParts, endEol]));
    } else {
      drafts.push(draft(places.end.offset, [...guard, endEol, ...methodParts]));
    }
  }
  return drafts;
}

/**
 * A last field named `static`, `get`, `set`, and so on, without a semicolon, would become a modifier of the next
 * method.
 */
function danglingField(body: Node, text: string): boolean {
  const last = children(body, 'body').at(-1);
  if (last === undefined || !/^Class(Accessor)?Property$/.test(last.type)) return false;
  return /(?:^|\s)(?:static|get|set|async|accessor|declare|abstract|readonly|override|public|private|protected)$/.test(
    text.slice(last.start, last.end),
  );
}

/** Opens the bus last, when everything else in the class is ready. */
function openCall(callable: Node, name: string, call: string, context: ClassContext): Draft {
  const { text, comments, style } = context;
  const body = child(callable, 'body') as Node;
  const places = insideBraces(body, text, comments, style.indent);
  const last = children(body, 'body').at(-1);
  if (last?.type === 'ReturnStatement') {
    const top = aboveComments(text, last.start, body.start, comments);
    const directive = comments.findLast(({ end }) => end <= top);
    if (directive !== undefined && isOfNextLine(directive) && text.slice(directive.end, top).trim() === '') {
      // The semicolon ends the line above, so the call goes between that line's code and the comment.
      const before = children(body, 'body').at(-2);
      const offset = before === undefined ? body.start + 1 : statementEnd(text, before);
      return callAt(offset, false, places, name, call, context);
    }
    return callBefore(top, places, name, call, context);
  }
  const eol = eolAt(text, places.end.offset, style);
  const piece = { name: `call:${name}`, text: inStyle(call, places.inner, eol, style) };
  return places.end.atLineStart
    ? draft(places.end.offset, [piece, eol])
    : draft(places.end.offset, [eol, piece, eol, places.outer]);
}

/** Closes the bus first, so no message arrives while the class shuts down. */
function closeCall(callable: Node, name: string, call: string, context: ClassContext): Draft {
  const { text, comments, style } = context;
  const body = child(callable, 'body') as Node;
  const places = insideBraces(body, text, comments, style.indent);
  if (places.empty) {
    const eol = eolAt(text, places.end.offset, style);
    const piece = { name: `call:${name}`, text: inStyle(call, places.inner, eol, style) };
    return places.end.atLineStart
      ? draft(places.end.offset, [piece, eol])
      : draft(places.end.offset, [eol, piece, eol, places.outer]);
  }
  return callAt(places.start.offset, places.start.atLineStart, places, name, call, context);
}

function callBefore(
  offset: number,
  places: BlockPlaces,
  name: string,
  call: string,
  context: ClassContext,
): Draft {
  const place = beforeLine(context.text, offset);
  return callAt(place.offset, place.atLineStart, places, name, call, context);
}

function callAt(
  offset: number,
  atLineStart: boolean,
  places: BlockPlaces,
  name: string,
  call: string,
  context: ClassContext,
): Draft {
  const { text, comments, style } = context;
  const eol = eolAt(text, offset, style);
  const written = inStyle(call, places.inner, eol, style);
  const next = nextCode(text, offset, comments);
  const hazard = !written.endsWith(';') && wouldContinue(text, next, comments);
  const piece = { name: `call:${name}`, text: hazard ? `${written};` : written };
  return atLineStart ? draft(offset, [piece, eol]) : draft(offset, [eol, piece, eol, places.inner]);
}

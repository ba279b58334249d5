import type { InjectionRecord } from '../../../lib/injection/index.ts';

/** Also matches normalized text, in which `(this` follows without its bracket. */
const CALL = /(?:open|close)EventBus/;

/** Returns a text without anything that formatters add, remove, and replace. */
export function normalized(text: string): string {
  return text.replaceAll(/["`]/g, "'").replaceAll(/[\s;,()]+/g, '');
}

/**
 * Whether a text has an injection, by its typical words: the module of the bus, the check of its availability, and a
 * call.
 */
export function isInjected(text: string): boolean {
  return text.includes('onex-runtime/event-bus') && text.includes('EVENT_BUS_AVAILABLE') && CALL.test(text);
}

/** Whether any recorded piece is in the text, even if the user edited all of them. */
export function holdsPieces(text: string, record: InjectionRecord): boolean {
  if (isInjected(text)) return true;
  const plain = normalized(text);
  return piecesOf(record).some((piece) => plain.includes(piece));
}

/**
 * Counts the recorded calls, including their identity, in a text.
 * @param plain Normalized text.
 */
export function callsShared(plain: string, record: InjectionRecord): number {
  const calls = piecesOf(record).filter((piece) => CALL.test(piece));
  const telling = calls.filter((piece) => piece.includes('nodeName'));
  return (telling.length > 0 ? telling : calls).filter((piece) => plain.includes(piece)).length;
}

function piecesOf({ file, classes }: InjectionRecord): readonly string[] {
  return [...file, ...classes.flatMap((one) => one.insertions)].flatMap(({ text, pieces }) =>
    pieces.map(({ anchor, end }) => normalized(text.slice(anchor, end))),
  );
}

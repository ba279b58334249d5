import type { InjectionOptions, InjectionRecord } from '../../../lib/injection/index.ts';
import { injected } from './sound.ts';

type Recorded = InjectionRecord['file'][number];

/**
 * What an older version would have left: the same pieces, some with another text, some not there at all.
 * @param without Names of pieces that the older version did not make.
 */
export function older(
  path: string,
  source: string,
  changes: readonly (readonly [now: string, then: string])[],
  without: readonly string[] = [],
  options: InjectionOptions = {},
): { text: string; record: InjectionRecord } {
  const { text, record } = injected(path, source, options);
  const age = (value: string): string =>
    changes.reduce((aged, [now, then]) => aged.replace(now, then), value);
  let whole = text;
  const insertion = (one: Recorded): Recorded => {
    // Spans move with the texts: ages of the pieces and of the text between them are taken apart.
    let aged = '';
    let at = 0;
    const pieces = one.pieces.flatMap((piece) => {
      const between = one.text.slice(at, piece.start);
      at = piece.end;
      if (without.includes(piece.name)) return [];
      aged += between;
      const start = aged.length;
      aged += age(one.text.slice(piece.start, piece.end));
      return [{ name: piece.name, start, anchor: start + piece.anchor - piece.start, end: aged.length }];
    });
    const then = aged + one.text.slice(at);
    whole = whole.replace(one.text, () => then);
    return { text: then, pieces };
  };
  const classes = record.classes.map((one) => ({
    name: one.name,
    insertions: one.insertions.map(insertion),
  }));
  const file = record.file.map(insertion);
  return { text: whole, record: { version: 1, file, classes } };
}

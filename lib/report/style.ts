import { styleText } from 'node:util';

export type PaintFormat = Exclude<Parameters<typeof styleText>[0], undefined>;

/** Paints text for a stream, standard output by default; plain without a terminal, with NO_COLOR, and for machines (styleText's own rule). */
export function paint(
  format: PaintFormat,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(format, text, { stream });
}

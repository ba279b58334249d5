import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Styles by meaning. Each gives the text as it is where the stream is no terminal or NO_COLOR is set. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  /** A colour of its own for each index, so that the lines of one node are recognised. */
  readonly numbered: (index: number, text: string) => string;
}

const NUMBERED: readonly Style[] = [
  'cyan',
  'magenta',
  'blue',
  'yellow',
  'green',
  'cyanBright',
  'magentaBright',
];

/** The palette for what is written to a stream. `FORCE_COLOR` colours even what is no terminal. */
export function createPalette(stream: NodeJS.WriteStream): Palette {
  const style = (format: Style) => (text: string) => styleText(format, text, { stream });
  return {
    good: style('green'),
    bad: style('red'),
    caution: style('yellow'),
    faint: style('gray'),
    strong: style('bold'),
    numbered: (index, text) => style(NUMBERED[index % NUMBERED.length] ?? 'cyan')(text),
  };
}

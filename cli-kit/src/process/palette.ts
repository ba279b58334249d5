import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

const FORMATS = {
  good: 'green',
  bad: 'red',
  caution: 'yellow',
  accent: 'cyan',
  faint: 'gray',
  strong: 'bold',
} as const satisfies Record<string, Format>;

/** A style by its meaning. */
export type Tone = keyof typeof FORMATS;

/**
 * Paints a text for a stream. The text is unchanged if the stream is not a terminal, or if NO_COLOR is set. With
 * FORCE_COLOR, it is painted for any stream.
 */
export function paint(tone: Tone, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(FORMATS[tone], text, { stream });
}

const NUMBERED: readonly Format[] = [
  'cyan',
  'magenta',
  'blue',
  'yellow',
  'green',
  'cyanBright',
  'magentaBright',
];

/** The tones as functions of one stream. */
export type Palette = Readonly<Record<Tone, (text: string) => string>> & {
  /** Paints with a color for each index, which makes the lines of one source recognizable. */
  readonly numbered: (index: number, text: string) => string;
};

/** Returns the palette for the output of a stream. */
export function createPalette(stream: NodeJS.WriteStream): Palette {
  const tone = (name: Tone) => (text: string) => paint(name, text, stream);
  return {
    good: tone('good'),
    bad: tone('bad'),
    caution: tone('caution'),
    accent: tone('accent'),
    faint: tone('faint'),
    strong: tone('strong'),
    numbered: (index, text) => styleText(NUMBERED[index % NUMBERED.length] ?? 'cyan', text, { stream }),
  };
}

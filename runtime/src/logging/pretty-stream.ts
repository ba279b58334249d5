import { userFrame } from '../errors/index.ts';
import { styleText } from 'node:util';
import { visible } from 'onex-cli-kit';
import type { LineStream } from './line-stream.ts';

type Line = Readonly<Record<string, unknown>>;

const LEVEL_STYLE: Readonly<Record<string, Parameters<typeof styleText>[0]>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: ['bold', 'red'],
};

/** Turns pino's JSON lines into lines for people, coloured where standard output takes colour (terminal, NO_COLOR). */
export function prettyStream(
  destination: LineStream,
  options: { readonly stacks: boolean; readonly colour?: boolean },
): LineStream {
  const { stacks, colour = takesColour() } = options;
  return { write: (line: string) => destination.write(prettyLine(line, { colour, stacks })) };
}

/** Whether a logger of this level shows whole stacks. */
export function showsStacks(level: string): boolean {
  return level === 'debug' || level === 'trace';
}

/** Node's own choice: it looks at the terminal, NO_COLOR and FORCE_COLOR. */
function takesColour(): boolean {
  return styleText('red', 'x', { stream: process.stdout }) !== 'x';
}

export interface PrettyOptions {
  readonly colour: boolean;
  /** How a node's name is shown; default: cyan. */
  readonly paintNode?: (name: string) => string;
  /** Whether the stack of an error follows its line; default: only its first place in the user's code is shown. */
  readonly stacks?: boolean;
}

/**
 * `12:00:00.123 INFO  node_x  subscribed  topic=…  #3f2a91bc`; a line that is not JSON passes as it is. The time is UTC, as
 * in JSON lines and in `tail`.
 */
export function prettyLine(json: string, { colour, paintNode, stacks = false }: PrettyOptions): string {
  let line: Line;
  try {
    line = JSON.parse(json) as Line;
  } catch {
    return json;
  }
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const { level, time, message, node, correlation_id: correlation, error, ...rest } = line;
  const name = String(level);
  const parts = [
    paint('gray', visible(String(time)).slice(11, 23)),
    paint(
      Object.hasOwn(LEVEL_STYLE, name) ? LEVEL_STYLE[name]! : 'reset',
      visible(name.toUpperCase()).padEnd(5),
    ),
  ];
  if (typeof node === 'string') {
    const shown = visible(node);
    parts.push(paintNode?.(shown) ?? paint('cyan', shown));
  }
  if (message !== undefined) parts.push(visible(String(message)));
  for (const [key, value] of Object.entries(rest))
    parts.push(`${paint('gray', `${visible(key)}=`)}${show(value)}`);
  if (error !== undefined) parts.push(paint('red', showError(error)));
  if (typeof correlation === 'string') parts.push(paint('gray', `#${visible(correlation).slice(0, 8)}`));
  const stack = stacks ? stackOf(error) : [];
  return [parts.join('  '), ...stack.map((text) => paint('gray', text)), ''].join('\n');
}

function show(value: unknown): string {
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The message, and where in the user's code the error occurred. */
function showError(error: unknown): string {
  const { message, stack } = (error ?? {}) as { message?: unknown; stack?: unknown };
  if (typeof message !== 'string') return show(error);
  const frame = userFrame(stack);
  return frame === null ? visible(message) : `${visible(message)} (at ${visible(frame)})`;
}

/** The lines of an error's stack, indented, so that none looks like a line of the log. */
function stackOf(error: unknown): string[] {
  const { stack } = (error ?? {}) as { stack?: unknown };
  return typeof stack === 'string' ? stack.split('\n').map((text) => `    ${visible(text.trim())}`) : [];
}

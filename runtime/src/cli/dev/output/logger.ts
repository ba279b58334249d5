import { type Palette } from 'onex-cli-kit';
import { createLogger, type Logger } from '../../../logging/index.ts';
import { prettyLine, showsStacks } from '../../../logging/pretty-stream.ts';

export interface DevLoggerOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly level: string;
  /** JSON lines instead of readable ones. */
  readonly json: boolean;
  readonly palette: Palette;
  readonly nodes: readonly string[];
}

/** One logger for all nodes: readable lines, with each node's name in its own color and padded to one width. */
export function createDevLogger({ stdout, level, json, palette, nodes }: DevLoggerOptions): Logger {
  if (json) return createLogger({ level, pretty: false, destination: stdout });
  const width = Math.max(0, ...nodes.map((name) => name.length));
  const colour = palette.strong('') !== '';
  const paintNode = (name: string): string =>
    palette.numbered(Math.max(0, nodes.indexOf(name)), name.padEnd(width));
  const stacks = showsStacks(level);
  const write = (line: string): void => void stdout.write(prettyLine(line, { colour, paintNode, stacks }));
  return createLogger({ level, pretty: false, destination: { write } });
}

import type { Option, Options } from '../arguments/options.ts';
import type { Row } from './columns.ts';

/** `-y, --yes`, `--[no-]install`, or `--on-conflict ours|theirs`. */
export function flagOf(name: string, option: Option): string {
  const { type, short, negatable, choices, placeholder } = option;
  const long = negatable === true ? `--[no-]${name}` : `--${name}`;
  const value = type === 'flag' ? '' : ` ${choices?.join('|') ?? placeholder ?? 'TEXT'}`;
  return `${short === undefined ? '' : `-${short}, `}${long}${value}`;
}

/** Returns the options of a help text. If any option has a letter, the options without one are indented by its width. */
export function optionRows(options: Options): readonly Row[] {
  const entries = Object.entries(options);
  const indent = entries.some(([, { short }]) => short !== undefined) ? '    ' : '';
  return entries.map(([name, option]) => [
    `${option.short === undefined ? indent : ''}${flagOf(name, option)}`,
    option.description,
  ]);
}

import { nearest, suggestion } from '../text/nearest.ts';
import { quote } from '../text/quote.ts';
import type { Options } from './options.ts';

/** A command and its options. */
export interface Syntax<Table extends Options = Options> {
  /** As the user types it: `onex effect`. */
  readonly command: string;
  readonly options: Table;
  /** The command that prints the help; default: the command with `--help`. */
  readonly help?: string;
  /** Options that are handled before the arguments are parsed. They are suggested too. */
  readonly others?: readonly string[];
  /** Options of earlier releases, with the reason for their removal. */
  readonly removed?: Readonly<Record<string, string>>;
  /** Creates an error from a message of one line. */
  readonly refuse: (message: string) => Error;
}

/** The names that a user may type, without dashes. */
function namesOf(options: Options): readonly string[] {
  return Object.entries(options).flatMap(([name, { negatable }]) =>
    negatable === true ? [name, `no-${name}`] : [name],
  );
}

/**
 * Returns the error about an option that a command does not have. It suggests an option that ends with the typed word
 * (`--node-version` for `--version`), or otherwise the most similar one.
 * @param typed With its dashes.
 */
export function unknownOption(typed: string, syntax: Syntax): Error {
  const { command, options, help = `${command} --help`, others = [], removed = {}, refuse } = syntax;
  const name = typed.replace(/^-+/, '');
  if (Object.hasOwn(removed, name))
    return refuse(`${command} no longer has the option ${typed}: ${removed[name]}`);
  const names = namesOf(options);
  const longer = names.find((candidate) => candidate.endsWith(`-${name}`));
  if (longer === undefined && others.includes(name))
    return refuse(`Give ${typed} alone and without a value: ${command} ${typed}`);
  const meant = longer ?? nearest(name, [...names, ...others]);
  const hint = suggestion(meant === null ? null : `--${meant}`);
  return refuse(`Unknown option ${quote(typed)} of ${command}.${hint} See ${help}.`);
}

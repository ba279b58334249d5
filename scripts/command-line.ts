import { helpPage, optionRows, parseArguments, quote, type Arguments, type Options } from 'onex-cli-kit';

/** The command line of a script of this repository. */
export interface Script<Table extends Options> {
  /** The name in package.json: `corpus:keys`. */
  readonly name: string;
  readonly summary: string;
  /** The arguments as in the help: `DIR…`. */
  readonly usage?: string;
  readonly options?: Table;
  /** How many arguments it takes; default: none. */
  readonly takes?: { readonly least?: number; readonly most?: number };
  /** Ends the help. */
  readonly details?: string;
}

const HELP = { help: { type: 'flag', short: 'h', description: 'show this help' } } as const satisfies Options;

/**
 * Parses the arguments of a script.
 * @returns null if the arguments ask for the help, which is then printed
 * @throws Error of one line for a wrong option, or too few or too many arguments
 */
export function readScriptArguments<const Table extends Options = {}>(
  script: Script<Table>,
  argv: readonly string[],
): Arguments<Table> | null {
  const { name, summary, usage = '', options = {} as Table, takes = {}, details = '' } = script;
  const { least = 0, most = takes.least === undefined ? 0 : Infinity } = takes;
  const command = `npm run ${name}`;
  const help = `${command} -- --help`;
  const refuse = (message: string): Error => new Error(message);
  const given = parseArguments(argv, { command, help, options: { ...options, ...HELP }, refuse });
  if ((given.values as { help?: boolean }).help === true) {
    const rows = optionRows({ ...options, ...HELP });
    const line = [command, '--', usage, '[options]'].filter((word) => word !== '').join(' ');
    process.stdout.write(helpPage({ summary, usage: line, sections: [{ title: 'Options', rows }], details }));
    return null;
  }
  const { positionals } = given;
  if (positionals.length < least) throw refuse(`${command} needs ${usage}. See ${help}.`);
  if (positionals.length > most)
    throw refuse(`${command} takes no argument ${quote(positionals[most])}. See ${help}.`);
  return given as Arguments<Table>;
}

/** The arguments of this process. It ends with 0 after its help, and with 1 after an error of one line. */
export function scriptArguments<const Table extends Options = {}>(script: Script<Table>): Arguments<Table> {
  try {
    return readScriptArguments(script, process.argv.slice(2)) ?? process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    return process.exit(1);
  }
}

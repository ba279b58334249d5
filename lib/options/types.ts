import type { Option, OptionValue } from 'onex-cli-kit';
import type { NodeKind } from 'onex-runtime/contract';

export type { OptionValue } from 'onex-cli-kit';

/** The word after `onex`. Under `yo`, it is `onex:<name>`, and `project` is `onex` alone. */
export type GeneratingCommand =
  'project' | 'node' | NodeKind | 'event-bus' | 'add' | 'remove' | 'rename' | 'upgrade';

/** Every command that `onex` runs itself. */
export type OwnCommand = GeneratingCommand | 'status' | 'contract' | 'export' | 'models' | 'graph';

/**
 * One option of the generating commands. Parsing, `--help`, Yeoman's declarations, the keys of an answers file, and the
 * reference are derived from it.
 */
export interface OptionDefinition extends Option {
  /** Kebab case, without dashes. */
  readonly name: string;
  /** Whether an answers file may contain it, because it determines what is generated and not how the run behaves. */
  readonly answer?: boolean;
  readonly commands: readonly OwnCommand[];
}

/** A command: its help text and its positional argument. */
export interface CommandDefinition<Name extends OwnCommand = GeneratingCommand> {
  readonly name: Name;
  /** Its name under `yo`. */
  readonly yeoman: string;
  readonly argument: {
    readonly name: 'name' | 'dir' | 'files' | 'paths' | 'words';
    readonly description: string;
    /** Accepts any number of values; the value is then a list. */
    readonly many?: boolean;
    /** Without a value, the command processes everything. */
    readonly optional?: boolean;
  };
  /** The text after the command in help, if it is more than the argument. */
  readonly usage?: string;
  readonly summary: string;
  /** Command lines, without the leading `onex`. */
  readonly examples: readonly string[];
}

/** By option name in kebab case; `name` or `dir` is the positional argument. Absent: not given. */
export type GivenOptions = Readonly<Record<string, OptionValue | undefined>>;

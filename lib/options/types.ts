import type { Option, OptionValue } from 'onex-cli-kit';
import type { NodeKind } from 'onex-runtime/contract';

export type { OptionValue } from 'onex-cli-kit';

/** What a user types after `onex`; under `yo` it is `onex:<name>`, and `project` is `onex` alone. */
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
  /** An answers file may hold it: it says what is generated, and not how the run behaves. */
  readonly answer?: boolean;
  readonly commands: readonly OwnCommand[];
}

/** A command: what help says of it, and its positional argument. */
export interface CommandDefinition<Name extends OwnCommand = GeneratingCommand> {
  readonly name: Name;
  /** What it is called under `yo`. */
  readonly yeoman: string;
  readonly argument: {
    readonly name: 'name' | 'dir' | 'files' | 'paths' | 'words';
    readonly description: string;
    /** Takes as many as are given; the value is then a list. */
    readonly many?: boolean;
    /** Without any, the command works on everything. */
    readonly optional?: boolean;
  };
  /** What follows the command in help, where that is more than its argument. */
  readonly usage?: string;
  readonly summary: string;
  /** Command lines, without the leading `onex`. */
  readonly examples: readonly string[];
}

/** By option name in kebab case; `name` or `dir` is the positional argument. Absent: not given. */
export type GivenOptions = Readonly<Record<string, OptionValue | undefined>>;

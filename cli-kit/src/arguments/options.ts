/**
 * `flag` is a switch, `text` takes any value, `list` takes values with commas between them, and `choice` takes one of
 * `choices`.
 */
export type OptionType = 'flag' | 'text' | 'list' | 'choice';

/** One option as data. The parser, the type of its value, and its line in the help are derived from it. */
export interface Option {
  readonly type: OptionType;
  /** One line, without a period. */
  readonly description: string;
  /** The word for the value in the help: `DIR`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** One letter: `y` for `-y`. */
  readonly short?: string;
  /** The flag also has its `--no-` form. */
  readonly negatable?: boolean;
  /** A text without a character is a value. For other options it is an error, because it is often an unset variable. */
  readonly mayBeEmpty?: boolean;
}

/** The options of a command, by name in kebab case without dashes, in the order of the help. */
export type Options = Readonly<Record<string, Option>>;

/** A value as parsed. */
export type OptionValue = string | boolean | readonly string[];

type ValueOf<Spec extends Option> = Spec['type'] extends 'flag'
  ? boolean
  : Spec['type'] extends 'list'
    ? readonly string[]
    : Spec extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : string;

/** The values of options, by name. An option that was not given is absent. */
export type Values<Table extends Options = Options> = {
  readonly [Name in keyof Table]?: ValueOf<Table[Name]>;
};

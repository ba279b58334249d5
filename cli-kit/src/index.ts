/**
 * The shared parts of the command lines of `onex`, `onex-runtime`, `start_node.ts`, and the scripts of this repository.
 * The package is private: both bundles include it, and no published package or declaration names it.
 *
 * - `arguments/`: options are data. The parser, the types of the values, and the help are derived from one table.
 * - `help/`: help texts that fit the terminal.
 * - `text/`: quoting for messages, terminals, and shells, and suggestions for misspelled names.
 * - `process/`: colors, folders that only the user can read, and the supported versions of Node.
 *
 * Guarantees:
 * 1. No function prints, ends the process, or reads input.
 * 2. A wrong argument is an error with a message of one line, which the caller's `refuse` creates.
 * 3. A quoted text of unknown origin cannot control the terminal.
 * 4. The package imports only Node's own modules, and runs nothing when it is loaded.
 *
 * The package must not depend on any command of its users.
 */
export type { Option, Options, OptionType, OptionValue, Values } from './arguments/options.ts';
export { parseArguments, type Arguments } from './arguments/parse-arguments.ts';
export { enumerate, readValue, type ValueSource } from './arguments/read-value.ts';
export { unknownOption, type Syntax } from './arguments/unknown-option.ts';
export { columns, paragraph, widthOf, type Row } from './help/columns.ts';
export { helpPage, type HelpPage, type HelpSection } from './help/help-page.ts';
export { flagOf, optionRows } from './help/option-rows.ts';
export { cacheFolder } from './process/cache-folder.ts';
export { createDirectory } from './process/create-directory.ts';
export { createPalette, paint, type Palette, type Tone } from './process/palette.ts';
export { isSupportedNode, nodeProblem } from './process/supported-node.ts';
export { editDistance } from './text/edit-distance.ts';
export { jsonLine } from './text/json-line.ts';
export { didYouMean, didYouMeanOrList, listed, nearest, suggestion } from './text/nearest.ts';
export { quote } from './text/quote.ts';
export { quotedWord, shellWord } from './text/shell-word.ts';
export { LONGEST_LINE, oneLine, terminalLine, terminalLines, visible } from './text/visible.ts';

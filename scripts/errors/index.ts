/**
 * Makes docs/errors.md: one entry for each code that an error of the generator or the runtime has, and for each rule of
 * a finding. The entries are records by code, so the compiler reports a code without an entry and an entry without a
 * code. The heading of an entry is its code, so its anchor is the code in lower case.
 */
import { wireCode, type ErrorCode } from '../../runtime/src/errors/index.ts';
import { paragraphs } from '../reference/markdown.ts';
import { COMMAND_ERRORS } from './commands.ts';
import { DOCTOR_CHECKS } from './doctor.ts';
import { entryText, type Entry } from './entry.ts';
import { GENERATOR_ERRORS } from './generator.ts';
import { LINK_RULES } from './links.ts';
import { RUNTIME_ERRORS } from './runtime.ts';

export { COMMAND_ERRORS, DOCTOR_CHECKS, GENERATOR_ERRORS, LINK_RULES, RUNTIME_ERRORS };

/** Entries in the order of their codes; the errors of nodes have numbers and keep that order. */
function entries(record: Readonly<Record<string, Entry>>, heading = (code: string): string => code): string {
  return paragraphs(Object.entries(record).map(([code, entry]) => entryText(heading(code), entry)));
}

/** The text of docs/errors.md. */
export function errorsText(): string {
  return paragraphs([
    '# Errors',
    '<!-- Made by `npm run docs:errors`: change the entries in scripts/errors. -->',
    'After reading an entry of this page, you know why a command or a node reported an error, and what to do. Search the page for the code. Each entry has an anchor, which is the code in lower case: `docs/errors.md#err_onex_locked`.',
    'An error of a command ends with the page that says more. With `--json`, the report has the error’s text in `error`, the code in `code`, and the page in `docs`. `onex status --json` has only `error`, because its report always has the same keys. [Exit codes](reference.md#exit-codes) says what each exit code means.',
    '## Commands of the generator',
    entries(GENERATOR_ERRORS),
    '## Commands of the project',
    'These are errors of `onex-runtime`. A wrong command line has [`ERR_ONEX_USAGE`](#err_onex_usage), a contract with errors [`ERR_ONEX_INVALID_CONTRACT`](#err_onex_invalid_contract), and a file with conflict markers [`ERR_ONEX_CONFLICT_MARKERS`](#err_onex_conflict_markers), as above.',
    entries(COMMAND_ERRORS),
    '## Nodes',
    'A failed event has the code in `error_code` of its payload. In your code, throw `new OnexError("VALIDATION_ERROR", message)` with the last part of the code. The numbers are those of the ONEX core, so nodes in other languages use the same ones.',
    entries(RUNTIME_ERRORS, (code) => wireCode(code as ErrorCode)),
    '## Links between nodes',
    '`onex graph check`, `onex status`, `onex doctor`, and `onex dev` check whether the nodes of a mesh fit together. A finding has one of these rules in `rule`.',
    entries(LINK_RULES),
    '## Checks of onex doctor',
    '`onex doctor --json` prints `findings`. A finding that is not `ok`, or is a warning, has one of these rules in `rule`, or one of the rules about links above.',
    entries(DOCTOR_CHECKS),
  ]);
}

import { EXIT_CODES } from '../../lib/errors/index.ts';
import type { ConflictPolicy, FileAction, FileState } from '../../lib/reconcile/index.ts';
import { code, paragraphs, table } from './markdown.ts';

const ACTIONS: Readonly<Record<FileAction, string>> = {
  create: 'The file is new',
  adopt: 'The file already existed with the generated content, so it is recorded as generated',
  update: 'You had not changed it, the generator has: its new text is written',
  merge: 'You and the generator changed different lines: both are in',
  rename: 'The generator calls the file by another name now; your edits moved along',
  unchanged: 'Nothing to do',
  keep: 'You changed it and the generator has nothing new: it stays as you have it',
  conflict: 'You and the generator changed the same lines: a person is needed',
  delete: 'The generator no longer makes it and you had not changed it: it goes',
  'kept-deleted': 'You deleted it, so it is not generated again until `--restore PATH`',
  refused: 'It cannot be written, or is not the generator’s: nothing of the run is written',
};

const POLICIES: Readonly<Record<ConflictPolicy, string>> = {
  fail: 'Nothing is written, of no file; exit code 2. The default where nobody can be asked',
  ours: 'Your lines stay',
  theirs: 'The generator’s lines are taken',
  markers: 'Both are written with conflict markers, as by Git; exit code 2',
};

const STATES: Readonly<Record<FileState, string>> = {
  edited: 'You changed it since it was generated',
  stale: 'The generator would make it differently now: `onex upgrade` brings it up to date',
  conflicted: 'Conflict markers are left in it, or in the record of its event bus',
  deleted: 'You deleted it',
  gone: 'You deleted the folder of a version: `onex remove` removes the version, `onex upgrade --restore` restores it',
  moved: 'A file with an injected event bus that has another path now: the next run moves its record',
  undone:
    'The injected event bus is not in the file anymore, as after a revert: `onex upgrade` removes the record',
  unrecorded: 'The file has an injected event bus and no record: `onex event-bus FILE` writes one',
};

const rows = (record: Readonly<Record<string, string>>): string[][] =>
  Object.entries(record).map(([name, text]) => [code(name), text]);

/** Exit codes, what is printed for machines, what becomes of files. */
export function results(): string {
  return paragraphs([
    '## Exit codes',
    table(['Code', 'Meaning'], rows(EXIT_CODES as Readonly<Record<string, string>>)),
    '## What becomes of a file',
    'Each file of a run has one action; on a terminal the unchanged ones are counted.',
    table(['Action', 'Meaning'], rows(ACTIONS)),
    '`--on-conflict` says what becomes of lines that both sides changed:',
    table(['Policy', 'What happens'], rows(POLICIES)),
    '`onex status` lists files in these states:',
    table(['State', 'Meaning'], rows(STATES)),
    '## Report for machines',
    '`--json` prints one object on one line and asks nothing. Paths are relative to the project’s folder, with `/`.',
    `\`\`\`json
{
  "status": "done",
  "project": "/home/ada/shop",
  "files": [{ "path": "package.json", "action": "create", "mode": "644" }],
  "warnings": [],
  "next": ["npm install", "npm test", "npm run dev"],
  "error": null
}
\`\`\``,
    `\`status\` is \`done\`, \`unchanged\`, \`conflicts\` or \`error\`; \`action\` is one of the table above (${Object.keys(ACTIONS).length} words); \`mode\` is octal, or null where there is no file; \`error\` is one line, or null. A report with an error also has \`code\`, an [error code](errors.md), and \`docs\`, the page of this package that says more. \`project\` is the absolute folder of the project, or null where an error occurred before it was known. If an installation fails or is interrupted, \`status\` is \`error\`, and \`files\` lists what was written. Under \`onex status --json\` the object always has the keys of \`{"status": "clean|changed|interrupted|error", "project", "units": [{"root", "version", "files": [{"path", "states", "lines"}]}], "findings", "placeholders", "next", "error"}\`. \`findings\` lists what there is to say of contracts: \`{"severity": "error|warning|note", "file", "line", "column", "message"}\`; a report without findings lacks the key. A finding about nodes that depend on each other also has \`rule\`, \`topic\`, \`nodes\`, \`files\`, and, where it is about a step, \`step\` and \`operation\`. With the status \`interrupted\`, a run is unfinished and nothing else is reported.`,
  ]);
}

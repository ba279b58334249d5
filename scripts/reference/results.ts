import { EXIT_CODES } from '../../lib/errors/index.ts';
import type { ConflictPolicy, FileAction, FileState } from '../../lib/reconcile/index.ts';
import { code, paragraphs, table } from './markdown.ts';

const ACTIONS: Readonly<Record<FileAction, string>> = {
  create: 'The file is new',
  adopt: 'A file with the generated text already exists: the generator records it from now on',
  update: 'The generator changed the file, and you did not: the new text is written',
  merge: 'You and the generator changed different lines: both changes are in the file',
  rename: 'The file has a new name: your edits move with it',
  unchanged: 'Nothing to do',
  keep: 'You changed the file, and the generator did not: it stays as it is',
  conflict: 'You and the generator changed the same lines: a person must decide',
  delete: 'The file is no longer generated, and you did not change it: it is deleted',
  'kept-deleted': 'You deleted the file: `--restore PATH` restores it',
  refused: 'The file cannot be written, or does not belong to the generator: the run writes nothing',
};

const POLICIES: Readonly<Record<ConflictPolicy, string>> = {
  fail: 'No file is written; exit code 2. The default without a terminal',
  ours: 'Your lines stay',
  theirs: 'The generator’s lines replace yours',
  markers: 'Both are written between conflict markers, as in git; exit code 2',
};

const STATES: Readonly<Record<FileState, string>> = {
  edited: 'You changed the file since it was generated',
  stale: 'The generated text has changed: `onex upgrade` updates the file',
  conflicted: 'The file, or the record of its event bus, has conflict markers',
  deleted: 'You deleted the file',
  gone: 'You deleted the folder of a version: `onex remove` removes the version, `onex upgrade --restore` restores it',
  moved: 'A file with an injected event bus has a new path: the next run moves its record',
  undone:
    'The file no longer has the injected event bus, as after a revert: `onex upgrade` removes the record',
  unrecorded: 'The file has an injected event bus and no record: `onex event-bus FILE` writes one',
};

const rows = (record: Readonly<Record<string, string>>): string[][] =>
  Object.entries(record).map(([name, text]) => [code(name), text]);

/** Exit codes, the report for machines, and the actions on files. */
export function results(): string {
  return paragraphs([
    '## Exit codes',
    table(['Code', 'Meaning'], rows(EXIT_CODES as Readonly<Record<string, string>>)),
    '## Actions on files',
    'A run takes one action on each file. In a terminal, unchanged files are only counted.',
    table(['Action', 'Meaning'], rows(ACTIONS)),
    '`--on-conflict` decides about lines that both sides changed:',
    table(['Policy', 'What happens'], rows(POLICIES)),
    '`onex status` lists files in these states:',
    table(['State', 'Meaning'], rows(STATES)),
    '## Report for machines',
    '`--json` prints one object on one line, and does not prompt. Paths are relative to the folder of the project, with `/`.',
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
    `\`status\` is \`done\`, \`unchanged\`, \`conflicts\`, or \`error\`; \`action\` is one of the ${Object.keys(ACTIONS).length} actions in the table above; \`mode\` is octal, or null if there is no file; \`error\` is one line, or null. A report with an error also has \`code\`, an [error code](errors.md), and \`docs\`, the page of this package that says more. \`project\` is the absolute folder of the project, or null if an error occurred before it was known. If an installation fails or is interrupted, \`status\` is \`error\`, and \`files\` lists what was written. Under \`onex status --json\` the object always has the keys of \`{"status": "clean|changed|interrupted|error", "project", "units": [{"root", "version", "files": [{"path", "states", "lines"}]}], "findings", "placeholders", "next", "error"}\`. \`findings\` lists the findings about contracts: \`{"severity": "error|warning|note", "file", "line", "column", "message"}\`; a report without findings lacks the key. A finding about nodes that depend on each other also has \`rule\`, \`topic\`, \`nodes\`, \`files\`, and, if it is about a step, \`step\` and \`operation\`. With the status \`interrupted\`, a run is unfinished and nothing else is reported.`,
  ]);
}

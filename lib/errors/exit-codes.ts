/** What the exit codes of every command mean. */
export const EXIT_CODES = {
  0: 'Done, or nothing to do',
  1: 'An error: of what failed (the run; for `event-bus` the file) nothing is written, unless the error says that the files are written',
  2: 'A person is needed: files are in conflict (with `--on-conflict fail` nothing is written), `upgrade` found a broken link between nodes, or `status --check` found something',
  130: 'Interrupted: nothing is written, unless the report lists files',
} as const;

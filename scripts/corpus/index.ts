/**
 * `npm run corpus -- DIR…` injects the event bus, in memory, into every class of every TypeScript and JavaScript file
 * below the folders, and takes it out again. Prints each file that was refused or broken, and the totals. Reads only.
 * Exit code 1 when an invariant failed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { scriptArguments } from '../command-line.ts';
import { decodeSource, injectEventBus, languageOf, removeEventBus } from '../../lib/injection/index.ts';

type Outcome = 'injected' | 'present' | 'skipped' | 'refused' | 'broken' | 'unreadable';

const { values, positionals } = scriptArguments({
  name: 'corpus',
  summary: 'Inject the event bus into every class below some folders, and remove it again',
  usage: 'DIR…',
  options: {
    quiet: { type: 'flag', description: 'print only broken files, and the totals' },
    verbose: { type: 'flag', description: 'print every file' },
  },
  takes: { least: 1 },
});

const totals = new Map<Outcome, number>();
const reasons = new Map<string, number>();
const started = performance.now();
for (const root of positionals) {
  for (const file of sources(root)) {
    const { outcome, detail } = judge(file);
    totals.set(outcome, (totals.get(outcome) ?? 0) + 1);
    if (outcome === 'refused') {
      const kind = detail.replace(/^\d+:\d+ /, '').replace(/\b\w*\.\w+\b/g, '…');
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    }
    const told = outcome === 'broken' || (!values.quiet && outcome === 'refused') || values.verbose;
    if (told) console.log(`${outcome}  ${file}${detail === '' ? '' : `:${detail}`}`);
  }
}

const count = (outcome: Outcome): number => totals.get(outcome) ?? 0;
const withClass = count('injected') + count('present') + count('refused') + count('broken');
const share = withClass === 0 ? 0 : (100 * count('refused')) / withClass;
console.log(
  [
    `\n${count('injected')} injected, ${count('present')} with the event bus before, ` +
      `${count('skipped')} skipped (no class), ${count('refused')} refused, ` +
      `${count('broken')} broken, ${count('unreadable')} not readable or not parsed; ` +
      `${share.toFixed(1)} % of ${withClass} files with a class refused; ` +
      `${((performance.now() - started) / 1000).toFixed(0)} s`,
    ...[...reasons].toSorted((a, b) => b[1] - a[1]).map(([reason, times]) => `  ${times} × ${reason}`),
  ].join('\n'),
);
process.exitCode = count('broken') > 0 ? 1 : 0;

function judge(file: string): { outcome: Outcome; detail: string } {
  const decoded = decodeSource(readFileSync(file));
  if (!decoded.ok) return { outcome: 'unreadable', detail: decoded.reason.message };
  const source = { path: file, text: decoded.text };
  const result = injectEventBus(source, { all: true });
  if (result.status === 'skipped') return { outcome: 'skipped', detail: result.reason.message };
  if (result.status === 'refused') {
    const { message, line, column, broken } = result.reason;
    const detail = `${line}:${column} ${message}`;
    if (broken === true) return { outcome: 'broken', detail: `${detail}\n${result.patch ?? ''}` };
    return {
      outcome: / does not parse|merge markers|is empty|binary|10 MB/.test(message) ? 'unreadable' : 'refused',
      detail,
    };
  }
  if (result.status === 'unchanged') return { outcome: 'present', detail: 'each class has the event bus' };
  if (result.status !== 'injected') return { outcome: 'broken', detail: `${result.status} at the first run` };
  const after = { path: file, text: result.text };
  const again = injectEventBus(after, { all: true, record: result.record });
  if (again.status !== 'unchanged') return { outcome: 'broken', detail: 'a second run is not "unchanged"' };
  const back = removeEventBus(after, result.record);
  if (back.text !== source.text) return { outcome: 'broken', detail: 'taken out, it is not what it was' };
  return { outcome: 'injected', detail: '' };
}

function* sources(root: string): Generator<string> {
  if (statSync(root).isFile()) {
    yield root;
    return;
  }
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const full = path.join(root, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* sources(full);
    else if (entry.isFile() && languageOf(entry.name) !== null) yield full;
  }
}

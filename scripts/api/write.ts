/**
 * `npm run api` writes the reports of the public interface; `npm run api -- --check` reports those that are out of date
 * and ends with exit code 1.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scriptArguments } from '../command-line.ts';
import { ROOT } from '../build/steps.ts';
import { apiReports, FOLDER } from './index.ts';

const { values } = scriptArguments({
  name: 'api',
  summary: 'Write the reports of the public interface',
  options: { check: { type: 'flag', description: 'write nothing; end with 1 when a report is out of date' } },
});
const reports = await apiReports();
const folder = join(ROOT, FOLDER);
const present = globSync('**/*.api.md', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
const gone = present.filter((path) => !reports.has(path));
const outdated = [...reports].filter(
  ([path, text]) => !present.includes(path) || readFileSync(join(folder, path), 'utf8') !== text,
);

if (values.check === true) {
  const wrong = [...outdated.map(([path]) => path), ...gone].toSorted();
  for (const path of wrong) console.error(`${FOLDER}/${path} is not what npm run api writes`);
  if (wrong.length > 0) {
    console.error('The public interface changed. Run npm run api, and review the difference.');
    process.exitCode = 1;
  }
} else {
  for (const path of gone) rmSync(join(folder, path));
  for (const [path, text] of outdated) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

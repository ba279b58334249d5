/**
 * `npm run check:words`: finds private words in the documentation, the messages, the templates, and the comments, and
 * names the standard term for each. Then it prints the average sentence length of each page of the documentation.
 *
 * A finding is reported as `file:line:column`, and makes the exit code 1. `allowed.json` has the number of findings
 * that are accepted for now, by word and by kind of text. Numbers there may only go down.
 */
import path from 'node:path';
import { scriptArguments } from '../command-line.ts';
import { checkWords, type Report } from './check.ts';
import { sentenceLengths } from './sentences.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

function print({ findings, excess, unused }: Report, all: boolean): void {
  const shown = all ? findings : findings.filter((finding) => excess.has(finding.allowance));
  for (const { file, line, column, found, better, kind } of shown) {
    console.log(`${file}:${line}:${column}: "${found}" (${kind}): use ${better}`);
  }
  for (const [allowance, { count, limit }] of excess) {
    console.log(`${allowance}: found ${count}, and allowed.json accepts ${limit}`);
  }
  for (const [allowance, { count, limit }] of unused) {
    console.log(
      `${allowance}: found only ${count} of ${limit}; lower the number in scripts/words/allowed.json`,
    );
  }
}

const { values } = scriptArguments({
  name: 'check:words',
  summary: 'Find private words in the documentation, the messages, the templates, and the comments',
  options: { all: { type: 'flag', description: 'print the accepted findings too' } },
});
const report = checkWords(ROOT);
print(report, values.all === true);
for (const { page, average, longest } of sentenceLengths(ROOT)) {
  console.log(`${page}: ${average.toFixed(1)} words per sentence; the longest has ${longest}`);
}
if (report.excess.size > 0) process.exitCode = 1;

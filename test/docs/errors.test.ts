import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { docsOf, explain, USER_ERROR_CODES, UserError } from '../../lib/errors/index.ts';
import { COMMAND_ERROR_CODES } from '../../runtime/src/cli/cli-error.ts';
import { DOCTOR_RULES } from '../../runtime/src/cli/doctor/checks/check.ts';
import { GRAPH_RULES } from '../../runtime/src/contract/graph/index.ts';
import { ERROR_CODES, wireCode } from '../../runtime/src/errors/index.ts';
import {
  COMMAND_ERRORS,
  DOCTOR_CHECKS,
  errorsText,
  GENERATOR_ERRORS,
  LINK_RULES,
  RUNTIME_ERRORS,
} from '../../scripts/errors/index.ts';
import { productionFiles } from '../../scripts/mutation/files.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGE = read('docs/errors.md');

/** Production code by its path. */
const SOURCES = new Map(productionFiles(ROOT).map((path) => [path, read(path)]));

/** Errors that one function throws and another one catches, so no user sees them. */
const INTERNAL = new Set([
  'ClashError',
  'FailedAnswer',
  'NoSample',
  'NotationError',
  'RefusedWrites',
  'UneditableError',
]);

const headings = [...PAGE.matchAll(/^### (\S+)$/gm)].map((match) => String(match[1]));

describe('docs/errors.md', () => {
  it('is what `npm run docs:errors` makes', () => {
    expect(PAGE === errorsText(), 'docs/errors.md is out of date; run: npm run docs:errors').to.equal(true);
  });

  it('has one entry for each code and each rule, and no other entry', () => {
    const wireCodes = ERROR_CODES.map((code) => wireCode(code));
    const codes = [
      ...USER_ERROR_CODES,
      ...COMMAND_ERROR_CODES,
      ...wireCodes,
      ...GRAPH_RULES,
      ...DOCTOR_RULES,
    ];
    expect(headings.toSorted()).to.deep.equal(codes.toSorted());
    expect(new Set(headings.map((heading) => heading.toLowerCase())).size).to.equal(headings.length);
  });

  it('says in full sentences what happened, why, and what to do', () => {
    const records = [COMMAND_ERRORS, DOCTOR_CHECKS, GENERATOR_ERRORS, LINK_RULES, RUNTIME_ERRORS];
    for (const [code, entry] of records.flatMap((record) => Object.entries(record))) {
      for (const text of [entry.what, entry.why, entry.fix]) {
        expect(text, code).to.match(/^[`“A-Z].*[.]$/u);
        expect(text.includes('\n'), code).to.equal(false);
      }
    }
  });

  it('has an entry for each code that the sources write', () => {
    const written = [...SOURCES.values()].flatMap((text) => text.match(/ERR_ONEX_[A-Z_]+\w/g) ?? []);
    const found = new Set(written);
    expect([...found].filter((code) => !headings.includes(code))).to.deep.equal([]);
    const unused = USER_ERROR_CODES.filter(
      (code) =>
        ![...SOURCES].some(([path, text]) => !path.endsWith('codes.ts') && text.includes(`'${code}'`)),
    );
    expect(unused).to.deep.equal([]);
  });

  it('has an entry for no check that doctor does not make', () => {
    const doctor = [...SOURCES]
      .filter(([path]) => /\/doctor\//.test(path))
      .map(([, text]) => text.replace(/DOCTOR_RULES = \[.*?\]/s, ''))
      .join('\n');
    expect(DOCTOR_RULES.filter((rule) => !doctor.includes(`'${rule}'`))).to.deep.equal([]);
  });
});

describe('the classes of errors', () => {
  it('have a code each, but for those that no user sees', () => {
    const classes = [...SOURCES.values()].flatMap((text) => [
      ...text.matchAll(/class (\w+) extends Error \{(.*?)\n\}/gs),
    ]);
    const named = (match: RegExpExecArray): string => String(match[1]);
    expect(classes.map(named)).to.include.members([...INTERNAL, 'UserError', 'OnexError', 'CliError']);
    const without = classes.filter((match) => !/readonly (?:code|errorCode)\b/.test(String(match[2])));
    expect(without.map(named).toSorted()).to.deep.equal([...INTERNAL]);
  });

  it('lead from the code to its entry', () => {
    const error = new UserError('ERR_ONEX_LOCKED', 'x');
    expect(error.page).to.equal('docs/errors.md#err_onex_locked').and.equal(docsOf('ERR_ONEX_LOCKED'));
    expect(new UserError('ERR_ONEX_INVALID_NAME', 'x', { docs: 'reference.md#names' }).page).to.equal(
      'docs/reference.md#names',
    );
  });

  it('keep what caused them, which --debug prints', () => {
    const cause = new Error('disk');
    const error = new UserError('ERR_ONEX_FILE_SYSTEM', 'x', { cause });
    expect(error.cause).to.equal(cause);
    expect(String(error)).to.equal('UserError: x');
  });

  it('explain a refusal of the file system, an unparsable file, an abort, and a defect by a code', () => {
    const system = Object.assign(new Error('no'), { code: 'ENOSPC', path: '/x' });
    const codes = [
      system,
      new Error('Could not parse JSON in file: a.json. Detail: x'),
      Object.assign(new Error('stop'), { code: 130 }),
      new TypeError('x is not a function'),
    ].map((error) => explain(error).errorCode);
    expect(codes).to.deep.equal([
      'ERR_ONEX_FILE_SYSTEM',
      'ERR_ONEX_INVALID_SETTINGS',
      'ERR_ONEX_INTERRUPTED',
      'ERR_ONEX_INTERNAL',
    ]);
  });
});

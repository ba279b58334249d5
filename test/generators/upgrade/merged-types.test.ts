import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { change, onex, PAYMENT } from '../support/program.ts';

const NODE = `${PAYMENT}/v1_0_0/node.ts`;
const TEST = `${PAYMENT}/v1_0_0/node.test.ts`;

/** Reports an error that was always there, and one in node.test.ts once it speaks of a refund. */
const COMPILER = `
const { readFileSync, appendFileSync } = require('node:fs');
appendFileSync('runs.txt', 'run\\n');
console.log("${NODE}(3,1): error TS1: known");
if (readFileSync('${TEST}', 'utf8').includes('refund')) {
  console.log("${TEST}(4,2): error TS2304: Cannot find name 'x\\u001b[31m'.");
}
process.exitCode = 2;
`;

const ADD_REFUND = ['effect', 'payment', '--operations', 'create,read,refund', '--yes'];

interface Printed {
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly types?: object;
  readonly next: readonly string[];
}

describe('the types of a project after a run that merged', function () {
  this.timeout(120_000);
  let root = '';
  let edited = '';

  before(async () => {
    await built();
    root = mkdtempSync(join(tmpdir(), 'onex-types-'));
    expect(
      onex(root, ['effect', 'payment', '--domain', 'billing', '--yes', '--operations', 'create,read']).code,
    ).to.equal(0);
    mkdirSync(join(root, 'node_modules/typescript/bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules/typescript/package.json'), '{"type":"commonjs"}');
    writeFileSync(join(root, 'node_modules/typescript/bin/tsc'), COMPILER);
  });

  const runs = (): number => {
    try {
      return readFileSync(join(root, 'runs.txt'), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };

  it('are not checked when nothing was merged', () => {
    edited = join(mkdtempSync(join(tmpdir(), 'onex-types-')), 'edited');
    expect(onex(root, ['effect', 'payment', '--yes']).code).to.equal(0);
    expect(runs()).to.equal(0);
  });

  it('are reported with new errors alone, as are the place and the next step, and the exit code is 2', () => {
    change(root, TEST, (text) => `// Mine.\n${text}`);
    cpSync(root, edited, { recursive: true });
    const { code, out } = onex(root, [...ADD_REFUND, '--json']);
    const printed = JSON.parse(out) as Printed;
    expect(printed.files).to.deep.include({ path: TEST, action: 'merge', mode: '644' });
    expect(printed.types).to.deep.equal({
      status: 'checked',
      errors: [
        { path: TEST, line: 4, column: 2, code: 'TS2304', message: "Cannot find name 'x\u001b[31m'." },
      ],
      known: 1,
      command: 'npm run typecheck',
      compared: true,
    });
    expect(printed.next).to.deep.equal(['Fix the type errors, then run npm run typecheck']);
    expect(code).to.equal(2);
    expect(runs()).to.equal(2);
  });

  it('are checked in the run after a conflict was resolved, with a hint that an error may be older', () => {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-types-')), 'resolved');
    cpSync(edited, copy, { recursive: true });
    change(copy, TEST, (text) => text.replace('\n};\n', '\n  mine: {},\n};\n'));
    const marked = onex(copy, [...ADD_REFUND, '--on-conflict', 'markers']);
    expect([marked.code, existsSync(join(copy, 'runs.txt'))]).to.deep.equal([2, false]);
    change(copy, TEST, (text) => text.replaceAll(/^<{7}[^]*?^={7}\n|^>{7}.*\n/gm, ''));
    const { code, out } = onex(copy, ADD_REFUND);
    expect(out)
      .to.contain(`type error   ${TEST}:4:2: `)
      .and.contain('Some of them may have existed before this run.')
      .and.contain('No file has to change; 2 type errors need you');
    expect([code, readFileSync(join(copy, 'runs.txt'), 'utf8')]).to.deep.equal([2, 'run\n']);
    expect(onex(copy, ADD_REFUND).out).to.contain('Nothing to do');
  });

  it('are shown to people without escapes, and are not checked with --no-typecheck or --dry-run', () => {
    const start = mkdtempSync(join(tmpdir(), 'onex-types-'));
    for (const option of ['--no-typecheck', '--dry-run', '--on-conflict=ours']) {
      const copy = join(start, option);
      cpSync(edited, copy, { recursive: true });
      const { code, out } = onex(copy, [...ADD_REFUND, option]);
      if (option !== '--on-conflict=ours') {
        expect([code, existsSync(join(copy, 'runs.txt'))], option).to.deep.equal([0, false]);
        continue;
      }
      expect(code).to.equal(2);
      expect(out)
        .to.match(new RegExp(`type error +${TEST}:4:2: Cannot find name 'x[^\u001b]*'\\. \\(TS2304\\)`))
        .and.contain('written; 1 type error needs you')
        .and.not.contain('known')
        .and.not.contain('\u001b');
    }
  });
});

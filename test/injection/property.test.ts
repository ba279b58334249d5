import { expect } from 'chai';
import fc from 'fast-check';
import { injectEventBus, removeEventBus } from '../../lib/injection/index.ts';
import { sound } from './support/sound.ts';

/** Members that a class may have, among them names and forms that the event bus brings, too. */
const MEMBERS: readonly string[] = [
  'a = 1',
  "#p = 'x'",
  'static s = { a: [1, 2] }',
  'get',
  "'quoted-name' = 1",
  "['computed'] = () => {}",
  '*gen() { yield 1 }',
  'get x() { return this.a }',
  'static { go() }',
  'run(a, b = {}) { return `\n  ${a}\n` }',
  'async initialize() { await go() }',
  'async initialize() {\n    if (go()) return\n    await go()\n  }',
  'async shutdown() {}',
  'isRunning = false',
  'nodeId',
  'static initialize() {}',
  'constructor() { go() }',
  'async publishIntrospectionEvent() {}',
];
const FIELDS_END = /[^}]$/;

const COMMENTS: readonly string[] = [
  '',
  '',
  '',
  '// 🚀 note',
  '/* block */',
  '/**\n   * Doc\n   */',
  '//#region x',
];
const HEADERS: readonly string[] = [
  '',
  '#!/usr/bin/env node\n',
  "'use strict';\n",
  '// Copyright\n\n',
  '/* eslint-disable */\n',
  '// @ts-nocheck\n',
  '\uFEFF',
];
const IMPORTS: readonly string[] = [
  '',
  "import x from 'x'",
  "import * as y from 'y'; y()",
  "import {\n  a,\n  b,\n} from 'z' // why",
  "import 'side'\n\nconst q = 1",
  "const r = require('r')",
];
const AFTER: readonly string[] = ['', '\nexport const tail = 1', '\n;[1].map(go)', '\n// end'];

interface Shape {
  readonly header: string;
  readonly imported: string;
  readonly opening: string;
  readonly members: readonly { readonly text: string; readonly comment: string; readonly blank: boolean }[];
  readonly after: string;
  readonly semicolons: boolean;
  readonly indent: string;
  readonly eols: readonly string[];
  readonly finalEol: boolean;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  header: fc.constantFrom(...HEADERS),
  imported: fc.constantFrom(...IMPORTS),
  opening: fc.constantFrom(
    'class A {',
    'export class A {',
    'export default class A {',
    'class A extends Map { // c',
  ),
  members: fc.uniqueArray(
    fc.record({
      text: fc.constantFrom(...MEMBERS),
      comment: fc.constantFrom(...COMMENTS),
      blank: fc.boolean(),
    }),
    {
      maxLength: 7,
      selector: ({ text }) => text.replace(/^(?:async|static) /, '').replace(/[^\w#].*$/s, ''),
    },
  ),
  after: fc.constantFrom(...AFTER),
  semicolons: fc.boolean(),
  indent: fc.constantFrom('  ', '\t', '    ', ' '),
  eols: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 3 }),
  finalEol: fc.boolean(),
});

/** The source of a shape; semicolons are left out only where the grammar lets them be. */
function write(shape: Shape): string {
  const lines = shape.members.flatMap(({ text, comment, blank }) => {
    const member = shape.semicolons || FIELDS_END.test(text) ? `${text};` : text;
    const shown = /[;}]$/.test(text) ? text : member;
    return [...(blank ? [''] : []), ...(comment === '' ? [] : [comment]), shown];
  });
  const body = lines.map((line) => (line === '' ? '' : `${shape.indent}${line}`));
  const end = shape.semicolons ? ';' : '';
  const imported = shape.imported === '' ? [] : [`${shape.imported.replace(/(['\w])$/, `$1${end}`)}`, ''];
  const regions = lines.includes('//#region x') ? ['//#endregion'] : [];
  const source = [...imported, shape.opening, ...body, ...regions, `}${shape.after}`].join('\n');
  let turn = 0;
  const whole = shape.header + source + (shape.finalEol ? '\n' : '');
  return whole.replace(/\n/g, () => shape.eols[turn++ % shape.eols.length] ?? '\n');
}

describe('any class in any habit', () => {
  it('keeps every byte, changes nothing at a second run, and is given back', () => {
    let injectedOnes = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = write(shape);
        const result = injectEventBus({ path: 'a.js', text });
        if (result.status === 'refused') {
          expect(result.reason.broken, result.reason.message).to.equal(undefined);
          expect(result.text).to.equal(text);
          return;
        }
        sound('a.js', text);
        injectedOnes += 1;
      }),
      { numRuns: 200 },
    );
    expect(injectedOnes).to.be.greaterThan(120);
  }).timeout(120_000);

  it('keeps what its owner edits elsewhere when the injection is taken out', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.constantFrom('// mine', '/* mine */', ''), (shape, at, mine) => {
        const text = write(shape);
        const result = injectEventBus({ path: 'a.js', text });
        if (result.status !== 'injected') return;
        // A line of its own at the end of the file is nobody's but the owner's.
        const added = `\n${mine}${at}`.replace(/^\n(\d)/, '\n// $1');
        const back = removeEventBus({ path: 'a.js', text: result.text + added }, result.record);
        expect(back.text).to.equal(text + added);
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});

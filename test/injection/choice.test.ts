import { expect } from 'chai';
import { injectEventBus } from '../../lib/injection/index.ts';
import { injected, refused, sound } from './support/sound.ts';

const TWO = 'export class A {}\nexport class B {}\n';

describe('the class that is meant', () => {
  it('is the one named', () => {
    expect(sound('a.ts', TWO, { className: 'B' }).classes).to.deep.equal(['B']);
    expect(
      sound('a.ts', 'exports.Store = class {}\n'.replace('exports', 'module.exports'), { className: 'Store' })
        .classes,
    ).to.deep.equal(['Store']);
  });

  it('is the only one that is a node', () => {
    const text = `import { NodeEffect } from 'onex-runtime';\n${TWO}export class N extends NodeEffect {}\n`;
    expect(sound('a.ts', text).classes).to.deep.equal(['N']);
  });

  it('is every one with all', () => {
    const { text, classes } = sound('a.ts', TWO, { all: true });
    expect(classes).to.deep.equal(['A', 'B']);
    expect(text.match(/let EVENT_BUS_AVAILABLE = false/g)).to.have.length(1);
    expect(text.match(/^async function loadEventBus/gm)).to.have.length(1);
  });

  it('is refused when several are there and none is named, at the second one', () => {
    expect(refused('a.ts', TWO)).to.equal(
      '2:8 2 classes and none named: A, B; choose with --class NAME, or take all with --all',
    );
    const result = injectEventBus({ path: 'a.ts', text: TWO });
    expect('reason' in result && result.reason.candidates).to.deep.equal(['A', 'B']);
  });

  it('is refused when nobody or more than one is called so', () => {
    expect(refused('a.ts', TWO, { className: 'C' })).to.match(/no class is called C; name one of: A, B/);
    expect(refused('a.ts', '{ class A {} }\n{ class A {} }\n', { className: 'A' })).to.match(
      /2 classes are called A; give one of them another name, or take all with --all/,
    );
  });

  it('is not one that is only declared', () => {
    for (const text of [
      'declare class A {}\n',
      "declare module 'm' {\n  class A {}\n}\n",
      'const a = 1;\n',
    ]) {
      expect(injectEventBus({ path: 'a.ts', text }).status).to.equal('skipped');
    }
    expect(injectEventBus({ path: 'a.d.ts', text: 'export class A {}\n' }).status).to.equal('skipped');
  });

  it('is a second one of a file that has one already: the top of the file is shared', () => {
    const first = injected('a.ts', TWO, { className: 'A' });
    const both = injected('a.ts', first.text, { className: 'B', record: first.record });
    expect(both.text.match(/let EVENT_BUS_AVAILABLE = false/g)).to.have.length(1);
    expect(both.text.match(/openEventBus\(this/g)).to.have.length(2);
    expect(both.record.classes.map((one) => one.name)).to.deep.equal(['A', 'B']);
  });
});

describe('files that cannot be dealt with', () => {
  const files: Readonly<Record<string, [path: string, text: string, said: RegExp]>> = {
    'one that does not parse': ['a.ts', 'class A {}\nlet x = ;\n', /^2:9 the file does not parse: .*; \w+/],
    'an empty one': ['a.ts', ' \n', /the file is empty/],
    'a binary one': ['a.ts', 'class \0 {', /^1:7 the file is binary/],
    'one of more than 10 MB': ['a.ts', 'x'.repeat(10 * 1024 * 1024 + 1), /larger than 10 MB/],
    'one with merge markers': [
      'a.ts',
      'class A {\n<<<<<<< ours\n}\n=======\n>>>>>>> theirs\n',
      /^2:1 the file has conflict markers/,
    ],
    'one of another language': ['a.py', 'class A: pass', /not a TypeScript or JavaScript file/],
  };
  for (const [name, [path, text, said]] of Object.entries(files)) {
    it(`are refused with a place and a remedy: ${name}`, () => expect(refused(path, text)).to.match(said));
  }

  it('are not those whose strings hold markers of a merge', () => {
    sound('a.ts', 'export class A {\n  s = `\n<<<<<<< ours\n=======\n>>>>>>> theirs\n`;\n}\n');
  });
});

describe('the module system of a file', () => {
  const ofModule = (text: string): string => text.slice(text.indexOf('/** Whether'), text.indexOf('\nclass'));

  it('makes no difference to what goes in', () => {
    const files = [
      injected('a.mts', 'class A {}\n'),
      injected('a.cts', 'class A {}\n'),
      injected('a.ts', "import x from 'x';\n\nclass A {}\n"),
      injected('a.ts', '\nclass A {}\nexport = A;\n'),
      injected('a.js', "const x = require('x');\n\nclass A {}\nmodule.exports = A;\n"),
      injected('a.cjs', "'use strict';\n\nclass A {}\nexports.A = A;\n"),
      injected('a.mjs', 'class A {}\n'),
    ].map(({ text }) => ofModule(text));
    expect(new Set(files.map((text) => text.trim()))).to.have.length(1);
    expect(files[0]).not.to.match(/import\.meta|require|import type/);
  });

  it('is never changed: a script stays a script, and shares no name with another script', () => {
    const [one, other] = ['one.ts', 'other.ts'].map((path) => sound(path, 'class A {}\n').text);
    const names = (text = ''): string[] => text.match(/(?<=^(?:let|async function) )\w+/gm) ?? [];
    expect(one).not.to.match(/^(?:import|export)\b/m);
    expect(names(one)).to.have.length(3);
    expect(names(one).filter((name) => names(other).includes(name))).to.deep.equal([]);
    expect(names(one)[0]).to.match(/^EVENT_BUS_AVAILABLE_[0-9a-f]{6}$/);
  });

  it('has no types in JavaScript', () => {
    for (const path of ['a.js', 'a.mjs', 'a.cjs', 'a.jsx']) {
      const { text } = sound(path, 'class A {}\n');
      expect(text).not.to.match(/import type|: Promise<|: boolean|readonly|override/);
    }
  });

  it('has to be that of ES modules for a node of the runtime', () => {
    const node =
      "const { NodeEffect } = require('onex-runtime');\nclass A extends NodeEffect {}\nmodule.exports = A;\n";
    expect(refused('a.js', node)).to.match(/^2:1 A is a node of the runtime in a CommonJS file.*ES module$/);
  });
});

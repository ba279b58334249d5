import { expect } from 'chai';
import { injected, sound } from '../support/sound.ts';

describe('globals that something around the class hides', () => {
  const node = (text: string): string => `import { NodeEffect } from 'onex-runtime';\n${text}`;

  const hidden: Readonly<Record<string, string>> = {
    'a parameter': 'wrap(function (process) {\n  class A extends NodeEffect {}\n});\n',
    'a part of a parameter': 'wrap(({ env: [process = 1] }) => {\n  class A extends NodeEffect {}\n});\n',
    'a local variable': 'function f() {\n  const process = 1;\n  class A extends NodeEffect {}\n}\n',
    'a var of an inner block':
      'function f() {\n  class A extends NodeEffect {}\n  if (f) {\n    var process = 1;\n  }\n}\n',
    'something else of its module':
      "import { env as process } from 'node:process';\nexport class A extends NodeEffect {}\n",
    'an import of another module':
      "import process from './process.js';\nexport class A extends NodeEffect {}\n",
  };
  for (const [name, text] of Object.entries(hidden)) {
    it(`are taken from globalThis: ${name}`, () => {
      for (const path of ['a.js', 'a.ts']) {
        const after = sound(path, node(text)).text;
        expect(after).to.include("= globalThis.process.env['KAFKA_BOOTSTRAP_SERVERS']");
      }
    });
  }

  it('are taken from globalThis: its type alone', () => {
    const text = node("import type process from 'node:process';\nexport class A extends NodeEffect {}\n");
    expect(sound('a.ts', text).text).to.include("= globalThis.process.env['KAFKA_BOOTSTRAP_SERVERS']");
  });

  it('are taken from globalThis: types of a namespace, a type parameter, an import', () => {
    const types = sound('a.ts', 'namespace N {\n  export interface Promise {}\n  export class A {}\n}\n');
    expect(types.text).to.include('async shutdown(): globalThis.Promise<void>');
    const parameter = sound('a.ts', 'export class A<Promise> {\n  p?: Promise;\n}\n');
    expect(parameter.text).to.include('async shutdown(): globalThis.Promise<void>');
    const imported = sound('a.ts', "import Promise from 'bluebird';\nexport class A {}\n");
    expect(imported.text).to.include('async shutdown(): globalThis.Promise<void>');
    const strings = sound('a.ts', "import { String } from './schema.js';\nexport class A {}\n");
    expect(strings.text).to.include('globalThis.String(error)');
  });

  const seen: Readonly<Record<string, string>> = {
    'of a function beside': 'function f(process: Promise<void>) {}\nexport class A extends NodeEffect {}\n',
    'of the module itself': "import process from 'node:process';\nexport class A extends NodeEffect {}\n",
    'of the module as a whole': "import * as process from 'process';\nexport class A extends NodeEffect {}\n",
    'of a block beside': '{\n  const process = 1;\n}\nexport class A extends NodeEffect {}\n',
  };
  for (const [name, text] of Object.entries(seen)) {
    it(`keep their names beside one ${name}`, () => {
      expect(sound('a.ts', node(text)).text).not.to.include('globalThis');
    });
  }
});

describe('the class that a name after extends means', () => {
  const MIXIN = 'export class Base {}\nexport const Mix = (Base) => class Mixed extends Base {};\n';

  it('is not one of the file where a parameter has its name', () => {
    const { classes, text, notes } = sound('a.js', MIXIN, { all: true });
    expect(classes).to.deep.equal(['Base', 'Mixed']);
    expect(text).to.include('async initializeEventBus()');
    expect(notes.map((note) => note.message).join()).to.include(
      'the base class Base of Mixed cannot be read',
    );
  });

  it('is not an imported one where a parameter has its name', () => {
    const text =
      "import { NodeEffect } from 'onex-runtime';\nexport const mix = (NodeEffect: any) => class A extends NodeEffect {};\n";
    expect(sound('a.ts', text).text).to.include('async initializeEventBus()');
  });

  it('is the nearest one around', () => {
    const text =
      'class Base {}\nfunction f() {\n  class Base {\n    async initialize() {}\n  }\n  class Heir extends Base {}\n}\n';
    expect(sound('a.ts', text, { className: 'Heir' }).text).to.include('override async initialize()');
  });

  it('is the one that a constant holds, whatever its own name', () => {
    const text =
      'const Base = class Inner {\n  async initialize() {}\n};\nexport class Heir extends Base {}\n';
    expect(sound('a.ts', text, { className: 'Heir' }).text).to.include('override async initialize()');
    expect(injected('a.ts', text, { all: true }).classes).to.deep.equal(['Inner']);
  });
});

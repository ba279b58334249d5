import { expect } from 'chai';
import { injected, sound } from './support/sound.ts';

describe('globals that something around the class hides', () => {
  const hidden: Readonly<Record<string, [path: string, text: string]>> = {
    'a parameter': ['a.js', "define(['process'], function (process) {\n  class A {}\n});\n"],
    'a part of a parameter': ['a.js', 'wrap(({ env: [process = 1] }) => {\n  class A {}\n});\n'],
    'a local variable': ['a.ts', 'function f() {\n  const process = 1;\n  class A {}\n}\n'],
    'a var of an inner block': [
      'a.ts',
      'function f() {\n  class A {}\n  if (f) {\n    var process = 1;\n  }\n}\n',
    ],
    'something else of its module': [
      'a.ts',
      "import { env as process } from 'node:process';\nexport class A {}\n",
    ],
    'its type alone': ['a.ts', "import type process from 'node:process';\nexport class A {}\n"],
    'an import of another module': ['a.ts', "import process from './process.js';\nexport class A {}\n"],
  };
  for (const [name, [path, text]] of Object.entries(hidden)) {
    it(`are taken from globalThis: ${name}`, () => {
      expect(sound(path, text).text).to.include("= globalThis.process.env['KAFKA_BOOTSTRAP_SERVERS']");
    });
  }

  it('are taken from globalThis: classes of a function, types of a namespace', () => {
    const local = sound('a.ts', 'function f() {\n  class AbortController {}\n  class A {}\n}\n', {
      className: 'A',
    });
    expect(local.text).to.include('new globalThis.AbortController()');
    const types = sound('a.ts', 'namespace N {\n  export interface Promise {}\n  export class A {}\n}\n');
    expect(types.text).to.include('async shutdown(): globalThis.Promise<void>');
    const parameter = sound('a.ts', 'export class A<Promise> {\n  p?: Promise;\n}\n');
    expect(parameter.text).to.include('async shutdown(): globalThis.Promise<void>');
  });

  const seen: Readonly<Record<string, string>> = {
    'of a function beside': 'function f(process: Promise<void>) {}\nexport class A {}\n',
    'of the module itself': "import process from 'node:process';\nexport class A {}\n",
    'of the module as a whole': "import * as process from 'process';\nexport class A {}\n",
    'of a block beside': '{\n  const process = 1;\n}\nexport class A {}\n',
  };
  for (const [name, text] of Object.entries(seen)) {
    it(`keep their names beside one ${name}`, () => {
      expect(sound('a.ts', text).text).not.to.include('globalThis');
    });
  }
});

describe('the class that a name after extends means', () => {
  const MIXIN = 'export class Base {}\nexport const Mix = (Base) => class Mixed extends Base {};\n';

  it('is not one of the file where a parameter has its name', () => {
    const { classes, text, notes } = sound('a.js', MIXIN, { all: true });
    expect(classes).to.deep.equal(['Base', 'Mixed']);
    expect(text).to.include('openEventBus(this.eventBusHost');
    expect(notes.map((note) => note.message).join()).to.include('what Mixed inherits from Base is not known');
  });

  it('is not an imported one where a parameter has its name', () => {
    const text =
      "import { NodeEffect } from 'onex-runtime';\nexport const mix = (NodeEffect: any) => class A extends NodeEffect {};\n";
    expect(sound('a.ts', text).text).to.include('eventBusHost');
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

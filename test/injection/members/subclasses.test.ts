import { expect } from 'chai';
import { injectEventBus, membersOfExport } from '../../../lib/injection/index.ts';
import { injected, refused, sound } from '../support/sound.ts';

const BASE = 'export class Base {}\n';
const subclass = (members: string): string => `export class Store extends Base {\n  ${members}\n}\n`;

describe('a class whose base class in the same file gets the bus', () => {
  const clashes: Readonly<Record<string, [members: string, said: RegExp]>> = {
    'an initialize that hides that of the base': [
      'async initialize() {}',
      /method Store\.initialize .*inherits from Base and never calls it, so the event bus never opens; .*--separate/,
    ],
    'an initialize of another kind': ['initialize(): void {}', /never opens.*--separate/],
    'a shutdown that hides that of the base': ['async shutdown() {}', /never closes.*--separate/],
  };
  for (const [name, [members, said]] of Object.entries(clashes)) {
    it(`refuses the file at what would not get on with it: ${name}`, () => {
      const text = BASE + subclass(members);
      for (const options of [{ all: true }, { className: 'Base' }]) {
        expect(refused('a.ts', text, options)).to.match(said);
        expect(refused('a.ts', text, options)).to.match(/^3:3 /);
        sound('a.ts', text, { ...options, separate: true });
      }
    });
  }

  it('does not mind members that have names of fields of a node', () => {
    const text = BASE + subclass('nodeId = 7;\n  private isRunning = 1;\n  publishIntrospectionEvent() {}');
    expect(sound('a.ts', text, { all: true }).classes).to.deep.equal(['Base']);
  });

  it('refuses methods that hide those of --separate', () => {
    const text = BASE + subclass('initializeEventBus() {}');
    expect(refused('a.ts', text, { all: true, separate: true })).to.match(/^3:3 .*never opens/);
    expect(sound('a.ts', text, { all: true }).classes).to.deep.equal(['Base']);
  });

  it('refuses one that has the bus already', () => {
    const first = injected('a.ts', BASE + subclass('a = 1;'), { className: 'Store' });
    const options = { className: 'Base', record: first.record };
    expect(refused('a.ts', first.text, options)).to.match(/Store has the event bus, .*--remove/);
  });

  it('inherits it where its own methods call those of the base', () => {
    const text = `class Base {\n  async initialize() {}\n  async shutdown() {}\n}\n${subclass(
      'override async initialize() {\n    this.up();\n    await super.initialize();\n  }\n  override async shutdown() {\n    return super["shutdown"]();\n  }\n  up() {}',
    )}`;
    const { notes } = sound('a.ts', text, { all: true });
    expect(notes.map((note) => note.message)).to.include(
      'Store inherits the event bus from Base and is announced under the identity given there',
    );
  });

  it('inherits it where the base class stands on one that is not known', () => {
    const text = `import { Far } from 'far';\n${BASE.replace('{}', 'extends Far {}')}${subclass('a = 1;')}`;
    expect(sound('a.ts', text, { all: true }).classes).to.deep.equal(['Base']);
  });

  it('is looked at again when it changed since', () => {
    const { text, record } = injected('a.ts', BASE + subclass('a = 1;'), { all: true });
    const changed = text.replace('a = 1;', 'override async initialize() {}');
    expect(refused('a.ts', changed, { all: true, record })).to.match(
      /never opens; call await super\.initialize\(\) in it/,
    );
  });
});

describe('a class whose base class in another file has the bus', () => {
  const base = injected('base.ts', 'export class Base {\n  async initialize() {}\n}\n').text;
  const options = {
    resolveBase: (_: string, name: string) => membersOfExport({ path: 'base.ts', text: base }, name, {}),
  };
  const store = (members: string): string => `import { Base } from './base.js';\n${subclass(members)}`;

  it('is refused where it hides what it inherits', () => {
    expect(refused('a.ts', store('override async initialize() {}'), options)).to.match(
      /^3:3 .*never opens; call await super\.initialize\(\) in it, or rename it/,
    );
  });

  it('inherits it where it fits', () => {
    for (const members of [
      'override async initialize() {\n    await super.initialize();\n  }',
      'nodeId = 7;',
      'private isRunning = true;',
      'publishIntrospectionEvent() {}',
    ]) {
      const result = injectEventBus({ path: 'a.ts', text: store(members) }, options);
      expect(result.status).to.equal('unchanged');
      expect(result.notes.map((note) => note.message)).to.deep.equal([
        'Store inherits the event bus from its base class and is announced under the identity given there',
      ]);
    }
  });
});

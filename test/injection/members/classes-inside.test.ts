import { expect } from 'chai';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { injected, sound } from '../support/sound.ts';

const CASES: Readonly<Record<string, string>> = {
  'a class in initialize':
    'export class Outer {\n  async initialize() {\n    class Inner {\n      a = 1;\n    }\n    new Inner();\n  }\n}\n',
  'classes in both steps, one with an own step':
    'export class Outer {\n  async initialize() {\n    class Inner {}\n    new Inner();\n  }\n  async shutdown() {\n    const X = class { async initialize() {} };\n    return;\n  }\n}\n',
  'a class in a field of a class without a name':
    'export function f() {\n  return class {\n    inner = class {\n      a = 1;\n    };\n  };\n}\n',
  'a class next to a static step':
    'export class A {\n  static initialize(): void {}\n  static shutdown = 5;\n  a = 1;\n}\n',
};

describe('classes inside of classes that get the event bus in the same run', () => {
  for (const [name, text] of Object.entries(CASES)) {
    it(`count as unedited, and are removed to the byte with a record and without one: ${name}`, () => {
      const { text: whole, record } = sound('a.ts', text, { all: true });
      const again = injectEventBus({ path: 'a.ts', text: whole }, { all: true, record });
      expect(again.notes.map(({ message }) => message).join()).not.to.match(/edited|deleted/);
      const { status, text: bare } = removeEventBus({ path: 'a.ts', text: whole }, null);
      expect(status).to.equal('removed');
      expect(bare).to.equal(text);
    });
  }

  it('is removed from the class that is named, and from no other', () => {
    const text = CASES['a class in initialize']!;
    const { text: whole, record } = injected('a.ts', text, { all: true });
    const inner = removeEventBus({ path: 'a.ts', text: whole }, record, { className: 'Inner' });
    expect(inner.text).to.contain('node_default_outer_effect').and.not.contain('node_default_inner_effect');
    const outer = removeEventBus({ path: 'a.ts', text: whole }, record, { className: 'Outer' });
    expect(outer.text).to.contain('node_default_inner_effect').and.not.contain('node_default_outer_effect');
  });
});

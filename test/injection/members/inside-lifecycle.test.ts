import { expect } from 'chai';
import { format } from 'prettier';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { older } from '../support/older.ts';
import { sound } from '../support/sound.ts';

const SHAPES: Readonly<Record<string, string>> = {
  'in initialize': `export class Outer {
  async initialize(): Promise<void> {
    class Inner {
      a = 1;
    }
    this.inner = new Inner();
  }
}
`,
  'in initialize and shutdown, each with a lifecycle of its own': `export class Outer {
  async initialize() {
    const Inner = class {
      async initialize() {
        await up();
      }
      async shutdown() {}
    };
    await new Inner().initialize();
  }
  async shutdown() {
    class Inner { a = 1 }
    new Inner();
  }
}
`,
  'three deep, at the end of the method': `export class Outer {
  async initialize() {
    class Middle {
      async initialize() {
        class Inner {
          async initialize() {}
        }
      }
    }
  }
}
`,
  'in an argument and in a returned object': `export class Outer {
  async initialize() {
    register(class { a = 1; });
    this.make = () => ({ Inner: class { b = 2; } });
  }
}
`,
  'on one line': 'export class Outer { async initialize() { class Inner {} use(Inner); } }\n',
};

describe('a class inside a method of the lifecycle, with --all', () => {
  for (const [name, text] of Object.entries(SHAPES)) {
    for (const path of ['outer.ts', 'outer.js']) {
      const source = path.endsWith('.js') ? text.replace(': Promise<void>', '') : text;

      it(`counts as unedited, and is removed byte for byte: ${name}, ${path}`, () => {
        for (const eol of ['\n', '\r\n']) sound(path, source.replaceAll('\n', eol), { all: true });
      });

      it(`is removed without a record, and one class at a time: ${name}, ${path}`, () => {
        const { text: whole, record } = sound(path, source, { all: true });
        const back = removeEventBus({ path, text: whole }, null);
        expect('reason' in back ? back.reason.message : '').to.equal('');
        expect(back.text).to.equal(source);
        const alone = removeEventBus({ path, text: whole }, record, { className: 'Outer' });
        expect('reason' in alone ? alone.reason.message : '').to.equal('');
        const rest = 'record' in alone ? alone.record : null;
        expect(removeEventBus({ path, text: alone.text }, rest).text).to.equal(source);
      });

      it(`is unedited after a formatter, and upgraded without a conflict: ${name}, ${path}`, async () => {
        const { text: whole, record } = sound(path, source, { all: true });
        const changed = await format(whole, { filepath: path });
        const back = removeEventBus({ path, text: changed }, record);
        expect('reason' in back ? back.reason.message : '').to.equal('');
        expect(back.text).to.equal(await format(source, { filepath: path }));
        const before = older(path, source, [['?.closeEventBus(this)', '.closeEventBus(this)']], [], {
          all: true,
        });
        const next = injectEventBus({ path, text: before.text }, { all: true, record: before.record });
        expect(next).to.deep.include({ status: 'injected', text: whole });
      });
    }
  }
});

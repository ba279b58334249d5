import { expect } from 'chai';
import { format, type Options } from 'prettier';
import { injectEventBus, type InjectionResult } from '../../../lib/injection/index.ts';
import { older } from '../support/older.ts';

const EXTENDED = `export class Store {
  a = 1;

  async initialize(): Promise<void> {
    this.a = 2;
  }

  async shutdown(): Promise<void> {
    this.a = 0;
  }
}
`;
const ADDED = 'export class Store {\n  a = 1;\n}\n';

const FORMATS: readonly Options[] = [
  {},
  { singleQuote: true, useTabs: true },
  { tabWidth: 4 },
  { semi: false, singleQuote: true },
];

const THEN: readonly (readonly [string, string])[] = [
  ['?.closeEventBus(this)', '.closeEventBus(this)'],
  ['The event bus is unavailable.', 'No event bus.'],
];

/** An injection of an older version, after a formatter and after an edit of its owner, upgraded. */
async function upgraded(
  source: string,
  style: Options,
  edit: (text: string) => string,
  onConflict: 'ours' | 'theirs' | 'fail',
): Promise<InjectionResult> {
  const path = 'store.ts';
  const { text, record } = older(path, source, THEN);
  const edited = edit(await format(text, { ...style, filepath: path }));
  return injectEventBus({ path, text: edited }, { record, onConflict });
}

const formatted = (text: string, style: Options): Promise<string> =>
  format(text, { ...style, filepath: 'store.ts' });

describe('an upgrade of pieces that a formatter and their owner changed', () => {
  for (const [kind, source] of Object.entries({ EXTENDED, ADDED })) {
    for (const style of FORMATS) {
      const name = `${kind.toLowerCase()} ${JSON.stringify(style)}`;

      it(`merges what only one side changed, without a preference: ${name}`, async () => {
        const edit = (text: string): string => text.replace(/([\t ]*)let bus(;?)\n/, '$&$1mine()$2\n');
        const result = await upgraded(source, style, edit, 'fail');
        expect(result.status).to.equal('injected');
        expect(result.text).to.match(/let bus;?\n[\t ]*mine\(\);?\n[\t ]*try/);
        expect(result.text).to.contain('The event bus is unavailable.').and.contain('?.closeEventBus(this)');
        expect(await formatted(result.text, style)).to.equal(result.text);
      });

      it(`keeps an added line next to one that this version changed, under theirs: ${name}`, async () => {
        const edit = (text: string): string =>
          text.replace(/([\t ]*)(await .*closeEventBus)/, '$1mine();\n$1$2');
        const result = await upgraded(source, style, edit, 'theirs');
        expect(result.status).to.equal('injected');
        expect(result.text).to.match(
          /mine\(\);\n[\t ]*await \(await loadEventBus\(\)\)\?\.closeEventBus\(this\)/,
        );
        expect(await formatted(result.text, style)).to.equal(
          await formatted(edit(result.text.replace(/[\t ]*mine\(\);\n/, '')), style),
        );
      });
    }
  }

  it('reports that theirs replaced a line, and does not call it unchanged', async () => {
    const edit = (text: string): string => text.replace('.closeEventBus(this)', '.closeEventBus(self)');
    const result = await upgraded(ADDED, {}, edit, 'theirs');
    const messages = result.notes.map(({ message }) => message).join('\n');
    expect(result.text).to.contain('?.closeEventBus(this)');
    expect(messages).to.match(/shutdown\(\) of Store was edited; where you and this version changed/);
    expect(messages).not.to.contain('stays so');
  });
});

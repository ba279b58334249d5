import { expect } from 'chai';
import { injectEventBus, removeEventBus, type InjectionOptions } from '../../../lib/injection/index.ts';
import { older } from '../support/older.ts';
import { injected } from '../support/sound.ts';

const PATH = 'store.ts';
const PLAIN = 'export class Store {\n  x = 1;\n}\n';
const OWN = `export class Store {
  async initialize(): Promise<void> {
    await up();
  }

  async shutdown(): Promise<void> {
    await down();
  }
}
`;

const OPEN = / {4}\{\n {6}const bus[^]*?\}\);\n {4}\}\n/;

/** A later version of this file, as its owner edited it, settled by one side. */
function run(text: string, record: ReturnType<typeof older>['record'], options: InjectionOptions = {}) {
  return injectEventBus({ path: PATH, text }, { record, ...options });
}

describe('code of the owner that looks like a piece', () => {
  const before = older(PATH, OWN, [['openEventBus(this,', 'openEventBus(this, 1,']]);

  it('is not taken for one where only a string or a property has its name', () => {
    const call = OPEN.exec(before.text)?.[0] ?? '';
    for (const own of [
      "    log('openEventBus');\n",
      '    log(this.openEventBus);\n',
      '    log({ openEventBus: 1 });\n',
    ]) {
      const text = before.text.replace(call, own);
      for (const onConflict of ['ours', 'theirs', 'fail'] as const) {
        expect(run(text, before.record, { onConflict }).text).to.include(own);
      }
    }
  });

  it('is not taken for one where a method has a computed name', () => {
    const first = older(PATH, PLAIN, [['closeEventBus(this)', 'closeEventBus(this, 1)']]);
    const method = / {2}async shutdown[^]*?\n {2}\}\n/;
    const text = first.text.replace(method, '  async [shutdown]() {\n    mine();\n  }\n');
    for (const onConflict of ['ours', 'theirs', 'fail'] as const) {
      expect(run(text, first.record, { onConflict }).text).to.include(
        'async [shutdown]() {\n    mine();\n  }',
      );
    }
  });

  it('is not taken for one where a new class has the name of one that was moved away', () => {
    const first = older(PATH, PLAIN, [['closeEventBus(this)', 'closeEventBus(this, 1)']]);
    const text =
      'export class Store {\n  async initialize() {\n    await connect(this.url);\n  }\n\n  async shutdown() {\n    await this.end();\n  }\n}\n';
    for (const onConflict of ['ours', 'theirs', 'fail'] as const) {
      expect(run(text, first.record, { onConflict }).text).to.equal(text);
    }
    expect(removeEventBus({ path: PATH, text }, first.record).text).to.equal(text);
  });

  const around: Readonly<Record<string, (call: string) => string>> = {
    'a try statement': (call) => `    try {\n  ${call}    } catch {\n      mine();\n    }\n`,
    'a condition': (call) => `    if (this.on) {\n  ${call}    }\n`,
    'a block': (call) => `    {\n      mine();\n  ${call}    }\n`,
  };
  for (const [name, wrap] of Object.entries(around)) {
    it(`stays around a call that is brought up to date: ${name}`, () => {
      const call = OPEN.exec(before.text)?.[0] ?? '';
      const text = before.text.replace(call, wrap(call.replaceAll(/\n(?!$)/g, '\n  ')));
      for (const onConflict of ['ours', 'theirs', 'fail'] as const) {
        const result = run(text, before.record, { onConflict });
        expect(result.text).to.equal(text.replace('openEventBus(this, 1,', 'openEventBus(this,'));
      }
    });
  }

  it('stays in a method that went in, whatever side settles a conflict in other lines', () => {
    const first = older(PATH, PLAIN, [["domain: 'default'", "domain: 'old'"]]);
    const mine = first.text.replace('      nodeType: ', '      mine: 1,\n      nodeType: ');
    const text = mine.replace("domain: 'old'", "domain: 'mine'");
    const options = { identity: { domain: 'default' } };
    const theirs = run(text, first.record, { onConflict: 'theirs', ...options });
    expect(theirs.text).to.include('      mine: 1,\n').and.include("domain: 'default'");
    const ours = run(text, first.record, { onConflict: 'ours', ...options });
    expect(ours.text).to.include('      mine: 1,\n').and.include("domain: 'mine'");
  });
});

describe('names and members that the code of the owner uses', () => {
  const { text, record } = injected(PATH, PLAIN);
  const refused = (edited: string, options: InjectionOptions = {}): string => {
    const result = removeEventBus({ path: PATH, text: edited }, record, options);
    if (result.status !== 'refused') throw new Error(result.status);
    expect(result.text).to.equal(edited);
    return `${result.reason.line} ${result.reason.message}`;
  };

  it('are not removed: the lines are named', () => {
    const lines = text.split('\n').length;
    expect(
      refused(`${text}if (EVENT_BUS_AVAILABLE) log(EVENT_BUS_AVAILABLE);\nvoid loadEventBus();\n`),
    ).to.equal(
      `${lines} lines ${lines} and ${lines + 1} use EVENT_BUS_AVAILABLE and loadEventBus, which is removed with the event bus`,
    );
    expect(refused(text.replace('x = 1;', 'x = () => this.shutdown();'))).to.match(/uses this\.shutdown/);
    const subclass = `${text}class Heir extends Store {\n  async initialize() {\n    await super.initialize();\n  }\n}\n`;
    expect(refused(subclass, { className: 'Store' })).to.match(/uses super\.initialize/);
  });

  it('are those of the file, not of an inner scope or another object', () => {
    const own =
      'function f(EVENT_BUS_AVAILABLE) {\n  return EVENT_BUS_AVAILABLE;\n}\nconst o = { loadEventBus: 1 };\no.shutdown();\n';
    const result = removeEventBus({ path: PATH, text: text + own }, record);
    expect(result.text).to.equal(PLAIN + own);
  });

  it('are not those of a class that opens an event bus of its own: nothing is left at the top of the file', () => {
    const own =
      "class Mine {\n  async start() {\n    const { openEventBus } = await import('onex-runtime/event-bus');\n    await openEventBus(this);\n  }\n}\n";
    const first = injected(PATH, PLAIN + own, { className: 'Store' });
    expect(first.text).to.contain('class Mine {\n  async start()');
    const result = removeEventBus({ path: PATH, text: first.text }, first.record);
    expect(result).to.include({ status: 'removed', text: PLAIN + own });
  });

  it('are kept for a class without a record that uses them', () => {
    const copy = text.slice(text.indexOf('export class')).replace('Store', 'Copy');
    const result = removeEventBus({ path: PATH, text: `${text}\n${copy}` }, record);
    expect(result.status).to.equal('removed');
    expect(result.text).to.contain('async function loadEventBus').and.contain(PLAIN);
  });

  it('are types and fields of a node of the runtime, too', () => {
    const node =
      "import { NodeEffect } from 'onex-runtime';\n\nexport class N extends NodeEffect {\n  x = 1;\n}\n";
    const first = injected(PATH, node);
    const uses: [string, RegExp][] = [
      [`${first.text}export type P = EventPublisher;\n`, /uses EventPublisher/],
      [first.text.replace('x = 1;', 'x = () => this.eventPublisher;'), /uses this\.eventPublisher/],
    ];
    for (const [edited, said] of uses) {
      const result = removeEventBus({ path: PATH, text: edited }, first.record);
      expect('reason' in result ? result.reason.message : result.status).to.match(said);
    }
  });
});

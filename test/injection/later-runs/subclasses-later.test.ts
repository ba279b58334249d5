import { expect } from 'chai';
import {
  injectEventBus,
  membersOfExport,
  removeEventBus,
  type InjectionOptions,
  type InjectionRecord,
} from '../../../lib/injection/index.ts';
import { injected } from '../support/sound.ts';

const BASE =
  'export class Base {\n  ready = false;\n\n  async initialize() {\n    this.ready = true;\n  }\n}\n';
const HEIR = "import { Base } from './base.js';\n\nexport class Store extends Base {\n  x = 1;\n}\n";

/** Reads the base class from this text, as a run over the project does. */
const reading = (text: string): InjectionOptions => ({
  resolveBase: (_, name) => membersOfExport({ path: 'base.ts', text }, name, {}),
});

function again(text: string, record: InjectionRecord, options: InjectionOptions) {
  const result = injectEventBus({ path: 'store.ts', text }, { ...options, record });
  expect('reason' in result ? result.reason.message : '').to.equal('');
  if (result.status === 'injected') {
    const second = { path: 'store.ts', text: result.text };
    expect(injectEventBus(second, { ...options, record: result.record }).status).to.equal('unchanged');
  }
  return result;
}

describe('a class whose base class got the bus after it', () => {
  const heir = injected('store.ts', HEIR, reading(BASE));
  const base = injected('base.ts', BASE);

  it('inherits it from there: what was put into it is taken out, and that is noted', () => {
    const result = again(heir.text, heir.record, reading(base.text));
    expect(result.text).to.equal(HEIR);
    expect('record' in result && result.record).to.deep.equal({ version: 1, file: [], classes: [] });
    expect(result.notes.map((one) => one.message)).to.deep.equal([
      'Store inherits the event bus from its base class; the injected code is removed where you did not edit it',
    ]);
  });

  it('keeps what its owner edited, with what that uses, and what its owner uses elsewhere', () => {
    const edited = heir.text.replace(
      'await super.initialize();',
      'await super.initialize();\n    this.x = 2;',
    );
    const kept = again(edited, heir.record, reading(base.text));
    expect(kept.text).to.include('    this.x = 2;\n    const bus = await loadEventBus();');
    expect(kept.text).to.include('let EVENT_BUS_AVAILABLE');
    expect(kept.text).not.to.include('closeEventBus');
    const used = `${heir.text}export const up = () => EVENT_BUS_AVAILABLE;\n`;
    const rest = again(used, heir.record, reading(base.text));
    expect(rest.text).to.include('let EVENT_BUS_AVAILABLE');
    expect(rest.text).to.include(HEIR.slice(HEIR.indexOf('export')));
  });

  it('has to be taken out of it first where both stand in one file', () => {
    const text = `${BASE}export class Store extends Base {}\n`;
    const first = injected('a.ts', text, { className: 'Store' });
    const options = { className: 'Base', record: first.record };
    const result = injectEventBus({ path: 'a.ts', text: first.text }, options);
    if (result.status !== 'refused') throw new Error(result.status);
    expect(result.reason.message).to.equal(
      'Store has the event bus, and would inherit another one from Base',
    );
    expect(result.reason.remedy).to.include('--remove');
    const removed = removeEventBus({ path: 'a.ts', text: first.text }, first.record, { className: 'Store' });
    expect(injectEventBus({ path: 'a.ts', text: removed.text }, { className: 'Base' }).status).to.equal(
      'injected',
    );
  });
});

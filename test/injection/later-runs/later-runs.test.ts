import { expect } from 'chai';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { injected, sound } from '../support/sound.ts';
import { older, PATH, TEXT } from './sample.ts';

describe('an injection of an earlier run', () => {
  it('stays as its owner edited it, and that is noted with the line', () => {
    const { text, record } = injected(PATH, TEXT);
    const edited = text.replace('REPORTED = false;', 'REPORTED = false; // mine');
    expect(injectEventBus({ path: PATH, text: edited }, { record }).text).to.equal(edited);
    const inside = text.replace('.closeEventBus(this);', '.closeEventBus(this);\n      console.log(1);');
    const result = injectEventBus({ path: PATH, text: inside }, { record });
    expect(result.status).to.equal('unchanged');
    expect(result.text).to.equal(inside);
    const line = inside.split('\n').findIndex((one) => one.includes('async shutdown()')) + 1;
    expect(result.notes).to.deep.include({
      message: 'the method shutdown() of Store was edited, and is not changed',
      line,
    });
  });

  it('with a decorator of its owner counts as edited', () => {
    const text = 'export class Store {\n  x = 1;\n}\n';
    const { text: whole, record } = injected(PATH, text);
    const edited = whole.replace('  async initialize()', '  @trace()\n  async initialize()');
    const again = injectEventBus({ path: PATH, text: edited }, { record });
    expect(again.status).to.equal('unchanged');
    expect(again.notes.map((one) => one.message)).to.include(
      'the method initialize() of Store was edited, and is not changed',
    );
    const removed = removeEventBus({ path: PATH, text: edited }, record);
    const line = edited.split('\n').indexOf('  @trace()') + 1;
    expect(removed).to.deep.include({ status: 'refused', text: edited });
    expect('reason' in removed && removed.reason).to.deep.include({
      message: 'the method initialize() was edited since it was injected',
      line,
    });
  });

  it('stays deleted and is reported; restore puts it back', () => {
    const { text, record } = injected(PATH, TEXT);
    const gone = text.replace(/\n {2}async shutdown[\s\S]*?\n {2}\}\n/, '');
    expect(gone).not.to.equal(text);
    const result = injectEventBus({ path: PATH, text: gone }, { record });
    expect(result.status).to.equal('unchanged');
    expect(result.text).to.equal(gone);
    expect(result.notes.map((one) => one.message)).to.include(
      'the method shutdown() of Store was deleted, and is not added again; --restore adds it',
    );
    const restored = injectEventBus({ path: PATH, text: gone }, { record, restore: true });
    expect(restored.text).to.equal(text);
  });

  it('is put back by restore where it stood between the others', () => {
    const plain = 'export class Store {\n  x = 1;\n}\n';
    const { text, record } = injected(PATH, plain);
    for (const deleted of [
      /\/\*\* Whether the event bus is loaded[^]*?= false;\n\n/,
      /\/\*\* Whether it has been reported[^]*?= false;\n\n/,
      /\/\*\* Loads the event bus[^]*?\n\}\n\n/,
      /\/\*\* Whether it has been reported[^]*?\n\}\n\n/,
      / {2}async initialize[\s\S]*?\n {2}\}\n\n/,
      /\n {2}async shutdown[\s\S]*?\n {2}\}\n/,
      /\n {2}async initialize[\s\S]*?\n {2}\}\n\n {2}async shutdown[\s\S]*?\n {2}\}\n/,
    ]) {
      const gone = text.replace(deleted, '');
      expect(gone).not.to.equal(text);
      const restored = injectEventBus({ path: PATH, text: gone }, { record, restore: true });
      expect(restored.text).to.equal(text);
      const known = 'record' in restored ? restored.record : null;
      expect(removeEventBus({ path: PATH, text }, known).text).to.equal(plain);
    }
    const commented = text.replace(/let EVENT_BUS_AVAILABLE.*/, '$& // who');
    const gone = commented.replace(/\/\*\* Whether it has been reported[^]*?= false;\n\n/, '');
    expect(injectEventBus({ path: PATH, text: gone }, { record, restore: true }).text).to.equal(commented);
  });

  it('stays deleted as a whole, and restore puts all of it back', () => {
    const { text, record } = injected(PATH, TEXT);
    const result = injectEventBus({ path: PATH, text: TEXT }, { record });
    expect(result.status).to.equal('unchanged');
    expect(result.text).to.equal(TEXT);
    expect(result.notes.map(({ message }) => message)).to.deep.equal([
      'the event bus of Store was removed, and is not added again; --restore adds it',
    ]);
    expect(injectEventBus({ path: PATH, text: TEXT }, { record, restore: true }).text).to.equal(text);
  });

  it('is known again when the class was renamed, code added around it and line ends changed', () => {
    const { text, record } = injected(PATH, TEXT);
    const moved = `// new\n${text.replace('class Store', 'class Shop')}`.replaceAll('\n', '\r\n');
    const result = injectEventBus({ path: PATH, text: moved }, { record });
    expect(result.status).to.equal('unchanged');
    expect(result.notes).to.deep.equal([]);
    const back = removeEventBus({ path: PATH, text: moved }, record);
    expect(back.text).to.equal(
      `// new\n${TEXT.replace('class Store', 'class Shop')}`.replaceAll('\n', '\r\n'),
    );
  });

  it('is known again where other classes of the same name stand above it', () => {
    const minified = 'class A {}\n{ class t extends A {} }\n{ class t { x = 1 } }\n{ class t {} }\n';
    const { text, record } = sound('a.js', minified, { all: true });
    const again = injectEventBus({ path: 'a.js', text }, { all: true, record });
    expect(again.notes.map((one) => one.message)).to.deep.equal([
      't inherits the event bus from A and is announced under the identity given there',
    ]);
    const more = `{ class t { y = 2 } }\n${text}`;
    const added = injectEventBus({ path: 'a.js', text: more }, { all: true, record });
    expect(added.text.match(/openEventBus\(/g)).to.have.length(4);
    const after = { path: 'a.js', text: added.text };
    const known = 'record' in added ? added.record : null;
    expect(injectEventBus(after, { all: true, record: known }).text).to.equal(added.text);
    expect(removeEventBus(after, known).text).to.equal(`{ class t { y = 2 } }\n${minified}`);
  });

  it('stays with its class where that was renamed and a new one has its name', () => {
    const { text, record } = injected(PATH, TEXT);
    const renamed = `${text.replace('class Store', 'class OldStore')}\nexport class Store {}\n`;
    const edited = renamed.replace('REPORTED = false;', 'REPORTED = true;');
    for (const old of [renamed, edited]) {
      const result = injectEventBus({ path: PATH, text: old }, { record, className: 'OldStore' });
      expect(result.status).to.equal('unchanged');
      expect('record' in result && result.record?.classes.map((one) => one.name)).to.deep.equal(['OldStore']);
      const added = injectEventBus({ path: PATH, text: old }, { record, all: true });
      expect(added.text.match(/openEventBus\(this,/g)).to.have.length(2);
      expect(added.text.match(/let EVENT_BUS_AVAILABLE/g)).to.have.length(1);
    }
  });

  it('of an older version is brought up to date', () => {
    const before = older([
      ['.closeEventBus(this);', '.closeEventBus(this, 1);'],
      ['REPORTED = false;', 'REPORTED = 0;'],
    ]);
    const result = injectEventBus({ path: PATH, text: before.text }, { record: before.record });
    expect(result.status).to.equal('injected');
    expect(result.text).to.equal(injected(PATH, TEXT).text);
    const back = removeEventBus({ path: PATH, text: result.text }, 'record' in result ? result.record : null);
    expect(back.text).to.equal(TEXT);
  });

  it('of an older version is merged with the edits of its owner, piece by piece', () => {
    const before = older([
      ['.closeEventBus(this);', '.closeEventBus(this, 1);'],
      ['EVENT_BUS_AVAILABLE = false;', 'EVENT_BUS_AVAILABLE = !1;'],
    ]);
    const edited = before.text.replace('REPORTED = false;', 'REPORTED = !1;');
    const result = injectEventBus({ path: PATH, text: edited }, { record: before.record });
    expect(result.text).to.equal(injected(PATH, TEXT).text.replace('REPORTED = false;', 'REPORTED = !1;'));
    const again = injectEventBus(
      { path: PATH, text: result.text },
      { record: 'record' in result ? result.record : null },
    );
    expect(again.status).to.equal('unchanged');
  });

  it('merges an edit and a change in different lines of one piece', () => {
    const before = older([['(await loadEventBus())?.close', '(await loadBus())?.close']]);
    const edited = before.text.replace(
      '.closeEventBus(this);\n    }\n',
      '.closeEventBus(this);\n    }\n    this.at = "";\n',
    );
    const result = injectEventBus({ path: PATH, text: edited }, { record: before.record });
    expect(result.text).to.include('(await loadEventBus())?.closeEventBus');
    expect(result.text).to.include('this.at = "";');
  });

  it('in conflict with an edit is refused, or settled as told', () => {
    const before = older([['.closeEventBus(this);', '.closeEventBus(this, 1);']]);
    const edited = before.text.replace('closeEventBus(this, 1)', 'closeEventBus(this, 2)');
    const run = (onConflict?: 'ours' | 'theirs') =>
      injectEventBus(
        { path: PATH, text: edited },
        { record: before.record, ...(onConflict === undefined ? {} : { onConflict }) },
      );
    const result = run();
    expect('reason' in result && result.reason.conflict).to.equal(true);
    expect(result.text).to.equal(edited);
    expect(run('ours').text).to.equal(edited);
    expect(run('theirs').text).to.equal(injected(PATH, TEXT).text);
  });

  it('has a note for each read of EVENT_BUS_AVAILABLE when the file is loaded', () => {
    const { text, record } = injected(PATH, TEXT);
    const added = [
      'export const now = EVENT_BUS_AVAILABLE as boolean;',
      'export const later = () => EVENT_BUS_AVAILABLE;',
      'class Other { static now = EVENT_BUS_AVAILABLE; later = EVENT_BUS_AVAILABLE; }',
      'export type Flag = typeof EVENT_BUS_AVAILABLE;',
      'export { EVENT_BUS_AVAILABLE };',
      'if (EVENT_BUS_AVAILABLE) start();',
    ];
    const lines = text.split('\n').length;
    const className = record.classes[0]?.name ?? '';
    const later = { path: PATH, text: text + added.join('\n') };
    const again = injectEventBus(later, { record, className });
    expect(again.status).to.equal('unchanged');
    const reads = again.notes.filter(({ message }) => /is read here when the file is loaded/.test(message));
    expect(reads.map(({ line }) => line - lines)).to.deep.equal([0, 2, 5]);
  });

  it('keeps its answers where a later run gives none', () => {
    const { text, record } = injected(PATH, TEXT, { identity: { domain: 'sales', nodeType: 'compute' } });
    expect(injectEventBus({ path: PATH, text }, { record }).text).to.equal(text);
  });
});

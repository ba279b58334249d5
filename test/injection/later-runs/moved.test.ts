import { expect } from 'chai';
import { injectEventBus, type InjectionOptions, type InjectionRecord } from '../../../lib/injection/index.ts';
import { older } from '../support/older.ts';
import { injected } from '../support/sound.ts';

const PATH = 'store.ts';
const PLAIN = 'export class Store {\n  x = 1;\n}\n';
const OWN = `import { join } from 'node:path';

export class Store extends Map {
  at = join('a', 'b');

  async initialize(): Promise<void> {
    this.at = '';
  }

  async shutdown(): Promise<void> {
    this.at = '';
    await this.stop();
  }

  async stop(): Promise<void> {}
}
`;

/** A second run after an edit of the owner changes nothing; gives back what it notes. */
function stays(
  text: string,
  edit: (text: string) => string,
  options: InjectionOptions = {},
  path = PATH,
): readonly string[] {
  const first = injected(path, text, options);
  const edited = edit(first.text);
  expect(edited).not.to.equal(first.text);
  const again = injectEventBus({ path, text: edited }, { ...options, record: first.record });
  expect('reason' in again ? again.reason.message : '').to.equal('');
  expect(again.text).to.equal(edited);
  expect(again.status).to.equal('unchanged');
  return again.notes.map((one) => one.message).filter((message) => /\b(?:edited|deleted)\b/.test(message));
}

const insertAfter = (anchor: string | RegExp, added: string) => (text: string) =>
  text.replace(anchor, (found) => `${found}${added}`);

describe('an injected piece', () => {
  it('keeps its place where its owner wrote around it', () => {
    const edits: ((text: string) => string)[] = [
      insertAfter(/ {4}\}\);\n {4}\}\n/, '    await eventBusOf(this).publishIntrospectionEvent();\n'),
      insertAfter(/stop\(\): Promise<void> \{\}\n/, '\n  last(): void {}\n'),
      insertAfter('extends Map {\n', '  first = 0;\n'),
      insertAfter(/return bus;\n\}\n/, "import 'node:fs';\n"),
      insertAfter(/^let EVENT_BUS_AVAILABLE.*\n/m, "import 'node:fs';\n"),
      insertAfter(/^let EVENT_BUS_REPORTED.*\n/m, 'let mine = 1;\n'),
      insertAfter(/^let EVENT_BUS_REPORTED.*\n/m, '\n// mine\n'),
      (text) => `// above\n\n${text}`,
    ];
    for (const edit of edits) expect(stays(OWN, edit)).to.deep.equal([]);
  });

  it('keeps the place its owner moved it to', () => {
    const call = / {4}if \(EVENT_BUS_AVAILABLE\) \{\n.*closeEventBus\(this\);\n {4}\}\n/;
    const notes = stays(OWN, (text) => {
      const [found = ''] = call.exec(text) ?? [];
      return text.replace(found, '').replace('    await this.stop();\n', (line) => line + found);
    });
    expect(notes).to.deep.equal([]);
    const reported = /\/\*\* Whether it has been reported[^]*?= false;\n\n/;
    const toEnd = (text: string): string =>
      `${text.replace(reported, '')}\n${reported.exec(text)?.[0].trimEnd()}\n`;
    expect(stays(PLAIN, toEnd)).to.deep.equal([]);
  });

  it('keeps its form where the heritage of the class, the quotes or the semicolons of the file change', () => {
    const foreign = (text: string): string =>
      `import { Foo } from 'foo';\n${text.replace('class Store', 'class Store extends Foo')}`;
    expect(stays(PLAIN, foreign)).to.deep.equal([]);
    const node = (text: string): string =>
      `import { NodeEffect } from 'onex-runtime';\n${text.replace('class Store', 'class Store extends NodeEffect')}`;
    expect(stays(PLAIN, node)).to.deep.equal([]);
    const doubles = `export const all = [${'"a", '.repeat(60)}];\n`;
    expect(stays(PLAIN, (text) => text + doubles)).to.deep.equal([]);
    const bare = 'void 0\n'.repeat(60);
    expect(stays(PLAIN, (text) => text + bare)).to.deep.equal([]);
    expect(stays(PLAIN, (text) => text.replace('Store {', '$&\n\ttabbed = 1;'))).to.deep.equal([]);
    expect(stays('class Store {\n  x = 1;\n}\n', (text) => `${text}export {};\n`)).to.deep.equal([]);
  });

  it('keeps its form where a run that follows asks for another', () => {
    const first = injected(PATH, PLAIN);
    const told = injectEventBus({ path: PATH, text: first.text }, { separate: true, record: first.record });
    expect(told.notes.map((one) => one.message)).to.include(
      'Store has the event bus in another form; remove it with --remove before you use --separate',
    );
    const apart = injected(PATH, PLAIN, { separate: true });
    const without = injectEventBus({ path: PATH, text: apart.text }, { record: apart.record });
    expect(without.status).to.equal('unchanged');
  });

  it('keeps the names that its owner uses', () => {
    const uses = ['export const up = () => EVENT_BUS_AVAILABLE;\n', 'void loadEventBus();\n'];
    for (const use of uses) expect(stays(PLAIN, (text) => text + use)).to.deep.equal([]);
    const copy = (text: string): string =>
      text + text.slice(text.indexOf('export class')).replace('class Store', 'class Copy');
    expect(stays(PLAIN, copy, { className: 'Store' })).to.deep.equal([]);
    expect(stays(PLAIN, (text) => text.replace('async initialize', 'async open'))).to.deep.equal([
      'the method initialize() of Store was deleted, and is not added again; --restore adds it',
    ]);
  });

  it('keeps its variable where the owner exports it', () => {
    expect(stays(PLAIN, (text) => text.replace('let EVENT_BUS_A', 'export let EVENT_BUS_A'))).to.deep.equal([
      'the variable that says whether the event bus is loaded of the file was edited, and is not changed',
    ]);
  });

  it('counts as deleted where the method around it cannot have it any more', () => {
    const sync = stays(OWN, (text) =>
      text
        .replace(/ {4}\{\n {6}const bus[\s\S]*?\}\);\n {4}\}\n/, '')
        .replace('async initialize(): Promise<void>', 'initialize(): void'),
    );
    expect(sync).to.deep.equal([
      'the call in initialize() of Store was deleted, and is not added again; --restore adds it',
    ]);
  });
});

describe('a piece of an older version', () => {
  const update = (before: { text: string; record: InjectionRecord }, options: InjectionOptions = {}) => {
    const result = injectEventBus({ path: PATH, text: before.text }, { ...options, record: before.record });
    if (result.status !== 'injected') throw new Error(result.status);
    const again = injectEventBus({ path: PATH, text: result.text }, { ...options, record: result.record });
    expect(again.status).to.equal('unchanged');
    return result.text;
  };

  it('is brought up to date where it stands now, in its names, quotes, indentation and form', () => {
    const text = `${OWN.replaceAll("'", '"').replaceAll('  ', '\t')}export const loadEventBus = 1;\n`;
    const before = older(PATH, text, [
      ['closeEventBus(this)', 'closeEventBus(this, 1)'],
      ['openEventBus(this,', 'openEventBus(this, 1,'],
    ]);
    const call = /\tif \(EVENT_BUS_AVAILABLE\) \{\n.*closeEventBus\(this, 1\);\n\t+\}\n/;
    const [found = ''] = call.exec(before.text) ?? [];
    expect(found).not.to.equal('');
    const move = (old: string): string =>
      `import { X } from './x.js';\n${old
        .replace('extends Map', 'extends X')
        .replace(/\t\tif .*\n.*closeEventBus\(this.*\n\t+\}\n/, '')
        .replace('this.stop();\n', `$&\t${found}`)}// '' '' '' ${"''".repeat(9)}\n`;
    const moved = move(before.text).replace('\tlast', '');
    const now = update({ text: moved, record: before.record });
    expect(now).to.equal(
      moved
        .replace('closeEventBus(this, 1)', 'closeEventBus(this)')
        .replace('openEventBus(this, 1,', 'openEventBus(this,'),
    );
    expect(now).to.include('async function OnexloadEventBus() {');
  });

  it('that the older version did not have goes to its place', () => {
    const before = older(PATH, PLAIN, [], ['reported', 'method:shutdown']);
    expect(before.text).not.to.match(/^let EVENT_BUS_REPORTED|closeEventBus/m);
    const used = `${before.text}export const up = () => EVENT_BUS_AVAILABLE;\n`;
    const now = update({ text: used, record: before.record });
    expect(now).to.match(/^let EVENT_BUS_REPORTED = false;\n/m);
    expect(now).to.include('  async shutdown(');
    expect(now.match(/let EVENT_BUS_AVAILABLE/g)).to.have.length(1);
    expect(now).not.to.include('ONEX_EVENT');
  });
});

import { expect } from 'chai';
import { injectEventBus, nodeNamesIn, removeEventBus } from '../../../lib/injection/index.ts';

/** A text with many classes, one after the other. */
const classes = (count: number, classOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => classOf(index)).join('\n');

/** Each takes far longer than the time limit of a test where time grows with the square of the classes. */
describe('a file with very many classes', () => {
  it('gets the event bus in the first class of a long chain alone', () => {
    const text = classes(
      1000,
      (index) =>
        `export class C${index}${index > 0 ? ` extends C${index - 1}` : ''} {\n  a${index} = 1;\n}\n`,
    );
    const result = injectEventBus({ path: 'a.ts', text }, { all: true });
    if (result.status !== 'injected') return expect.fail(result.status);
    expect(result.classes).to.deep.equal(['C0']);
    const notes = result.notes.filter(({ message }) => /inherits the event bus from C\d+/.test(message));
    expect(notes.map(({ line }) => line).slice(0, 3)).to.deep.equal(
      notes
        .map((_, index) => text.split('\n').indexOf(`export class C${index + 1} extends C${index} {`) + 1)
        .slice(0, 3),
    );
    expect(notes).to.have.length(999);
    expect(removeEventBus({ path: 'a.ts', text: result.text }, result.record).text).to.equal(text);
  });

  it('gets it in each class, with a node name of its own', () => {
    const text = classes(500, (index) => `export class Store${index} {\n  a = 1;\n}\n`);
    const result = injectEventBus({ path: 'a.ts', text }, { all: true });
    if (result.status !== 'injected') return expect.fail(result.status);
    expect(new Set(nodeNamesIn(result.text).map(({ name }) => name)).size).to.equal(500);
    expect(removeEventBus({ path: 'a.ts', text: result.text }, result.record).text).to.equal(text);
  });
});

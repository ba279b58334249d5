import { expect } from 'chai';
import { compileRule } from '../../../scripts/words/check.ts';
import { RULES } from '../../../scripts/words/rules.ts';

/** The names of the rules that a sentence breaks. */
const broken = (sentence: string): string[] =>
  RULES.filter((rule) => compileRule(rule).test(sentence)).map(({ word }) => word);

const PRIVATE: readonly (readonly [string, string])[] = [
  ['The broker is told what to do.', 'told'],
  ['The contract tells its operations.', 'tells'],
  ['Heirs of the class.', 'heirs'],
  ['The habits of the file.', 'habits'],
  ['It publishes a goodbye.', 'goodbye'],
  ['The file is made anew.', 'anew'],
  ['Its makers have deprecated it.', 'makers'],
  ['Mend the file.', 'mend'],
  ['A mishap of the disk.', 'mishap'],
  ['slips of the keyboard', 'slip'],
  ['What a reducer wishes.', 'wishes'],
  ['What the event brought.', 'brings'],
  ['The node beats.', 'beats'],
  ['The letter of the message.', 'letter'],
  ['The database is away.', 'away'],
  ['It goes away.', 'away'],
  ['Leave it away.', 'leave away'],
  ['The package that nodes stand on.', 'stands on'],
  ['The word stands there twice.', 'stands'],
  ['Upgrade takes up the change.', 'takes up'],
  ['Take it up.', 'takes up'],
  ['The node gives out events.', 'gives out'],
  ['Messages that are given out.', 'gives out'],
  ['The store keeps the records.', 'keeps'],
  ['It is kept in memory.', 'keeps'],
  ['The message does not fit the model.', 'fit'],
  ['The text is put back.', 'put back'],
  ['Files that are as recorded.', 'as recorded'],
  ['Records in hand.', 'in hand'],
  ['It lives beside the package.', 'lives'],
  ['The lock is let go of; let go.', 'let go of'],
  ['Messages are held back.', 'hold back'],
  ['Messages on their way.', 'on its way'],
  ['It looks after dead letters.', 'look after'],
  ['A field of which nothing is said.', 'nothing is said'],
  ['The options do what they say.', 'do what they say'],
  ['kept as it is, without effect', 'without effect'],
  ['It is no step.', 'is no'],
  ['Sent to Kafka, else to the process.', 'else'],
  ['The header first. Else the tag.', 'else'],
];

const STANDARD: readonly string[] = [
  'Start it right away; do away with the flag; walk away from it.',
  'It cannot tell the two apart, or tell one from the other.',
  'A standard that stands for itself and stands out.',
  'A capital letter, the first letter, and a dead letter of the topic.',
  'Keep your lines. A branch is kept up to date. It keeps running.',
  'It fits into memory and on one line.',
  'Reach the broker at its address; the limit is reached.',
  'The result is fit for use.',
  'There is no file. It is no longer there. There are no more.',
  'if x then y, or else nothing happens.',
  'Bring the generated files up to date.',
  'It takes time. Heartbeats are sent.',
  'A live server, a long-lived process, live reload.',
  'A stale file.',
  'The bug slips through.',
  'The two cannot be told apart, or told from each other.',
  'It is no larger than that. There will be no file.',
];

describe('the list of private words', () => {
  for (const [sentence, word] of PRIVATE) {
    it(`finds "${word}" in "${sentence}"`, () => expect(broken(sentence)).to.include(word));
  }

  for (const sentence of STANDARD) {
    it(`accepts "${sentence}"`, () => expect(broken(sentence)).to.deep.equal([]));
  }

  it('has an example for each rule, and a better word', () => {
    const shown = new Set(PRIVATE.map(([, word]) => word));
    expect(RULES.filter(({ word, better }) => !shown.has(word) || better === '')).to.deep.equal([]);
  });
});

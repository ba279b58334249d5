import { expect } from 'chai';
import fc from 'fast-check';
import {
  compactJson,
  indentedJson,
  memberText,
  membersOf,
  objectText,
} from '../../../../src/values/json/json-source/index.ts';

const EXACT =
  '{ "b":12345678901234567890,\t"2" : 1e400, "1":1.50,\n"b": [ -0, "a \\" : {b}\\\\" , { } ,[ ] ] }';
const json = fc.json({ maxDepth: 4, stringUnit: 'binary' });

describe('the text of JSON', () => {
  it('keeps digits, the order of names, and names that occur twice', () => {
    const compact = '{"b":12345678901234567890,"2":1e400,"1":1.50,"b":[-0,"a \\" : {b}\\\\",{},[]]}';
    expect(compactJson(EXACT)).to.equal(compact);
    expect(compactJson(indentedJson(EXACT))).to.equal(compact);
    expect(membersOf(EXACT).map(({ name }) => name)).to.deep.equal(['b', '2', '1', 'b']);
    expect(compactJson(objectText(membersOf(EXACT)))).to.equal(compact);
    expect(memberText(EXACT, '2')).to.equal('1e400');
    expect(memberText(EXACT, 'b')).to.match(/^\[ -0/u);
    expect(memberText(EXACT, 'c')).to.equal(null);
  });

  it('is formatted as JSON.stringify does', () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t', '\r\n '), (any, space) => {
        // A name such as `__proto__` or `10` is moved by a parser, so the value is parsed first.
        const parsed: unknown = JSON.parse(JSON.stringify(any));
        const text = JSON.stringify(parsed, null, space);
        expect(compactJson(text)).to.equal(JSON.stringify(parsed));
        expect(indentedJson(text)).to.equal(JSON.stringify(parsed, null, 2));
      }),
      { numRuns: 300 },
    );
  });

  it('has the members that a parser finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), json), (fields) => {
        const members = Object.entries(fields).map(([name, text]) => ({ name, text }));
        const text = `  ${objectText(members)}\n`;
        const values = members.map(({ name, text: value }) => [name, JSON.parse(value) as unknown]);
        expect(
          membersOf(text).map((member) => [member.name, JSON.parse(member.text) as unknown]),
        ).to.deep.equal(values);
      }),
      { numRuns: 300 },
    );
  });

  it('has no members where it is no object', () => {
    for (const text of ['[{"a":1}]', '"{}"', '1', 'null', ''])
      expect(membersOf(text), text).to.deep.equal([]);
  });

  it('may have any depth, and lines whose number its depth does not multiply', () => {
    const deep = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    expect(compactJson(deep)).to.equal(deep);
    const indented = indentedJson(deep);
    expect(indented.length).to.be.lessThan(deep.length + 100_000);
    expect(compactJson(indented)).to.equal(deep);
    expect(memberText(`{"x":${deep}}`, 'x')).to.equal(deep);
  });
});

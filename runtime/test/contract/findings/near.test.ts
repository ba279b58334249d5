import { expect } from 'chai';
import { meantKey } from '../../../src/contract/findings/index.ts';
import { issuesOf, withHead } from '../read.ts';

describe('the key that was meant', () => {
  const known = ['timeout_ms', 'name', 'max_retries', 'min_retries', 'id'];
  for (const [written, meant] of [
    ['Timeout-MS', 'timeout_ms'],
    ['timeoutms', 'timeout_ms'],
    ['timeout_sm', 'timeout_ms'],
    ['tmeout_m', null],
    ['timout_mss', 'timeout_ms'],
    ['nme', 'name'],
    ['nm', null],
    ['nmae', 'name'],
    ['nxmx', null],
    ['ID', 'id'],
    ['ix', null],
    ['mxx_retries', 'max_retries'],
    ['mxn_retries', 'min_retries'],
    ['mix_retries', 'max_retries'],
    ['', null],
  ] as const) {
    it(`by ${JSON.stringify(written)} is ${meant ?? 'none'}`, () =>
      expect(meantKey(written, known)).to.equal(meant));
  }

  it('is looked for up to 60 characters and among 1000 keys', () => {
    const key = 'k'.repeat(60);
    expect([meantKey(key.toUpperCase(), [key]), meantKey(`${key}K`, [`${key}k`])]).to.deep.equal([key, null]);
    const many = Array.from({ length: 999 }, (_, index) => `other${index}`);
    expect(meantKey('NAME', [...many, 'name'])).to.equal('name');
    expect(meantKey('NAME', [...many, 'more', 'name'])).to.equal(null);
  });
});

describe('a key that nobody reads', () => {
  const found = (body: string): readonly string[] =>
    issuesOf(withHead(body), 'warning').filter((text) => text.includes('ignored'));

  it('is reported once for all items of a list, at the key of the first', () => {
    expect(found('operations:\n  - {name: a, zzzz: 1}\n  - {name: b, zzzz: 2, qqqq: 3}\n')).to.deep.equal([
      '4:15 operations[0].zzzz: not understood; ignored',
      '5:24 operations[1].qqqq: not understood; ignored',
    ]);
  });

  it('is reported whatever its value, and so is a mapping of which nothing is read', () => {
    for (const value of ['0', 'false', '""', 'null', '{a: 1}', '[]']) {
      expect(found(`zzzz: ${value}`), value).to.deep.equal(['3:1 zzzz: not understood; ignored']);
    }
  });

  it('is no slip of a key that the same kind of place has at another item', () => {
    const [only, ...others] = found(
      'operations:\n  - {name: a, timeot_ms: 1}\n  - {name: b, timeout_ms: 2}\n',
    );
    expect(others).to.deep.equal([]);
    expect(only).to.equal(
      '4:15 operations[0].timeot_ms: not understood; did you mean timeout_ms? It is ignored',
    );
  });
});

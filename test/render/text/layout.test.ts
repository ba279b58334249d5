import { expect } from 'chai';
import { layOut, layOutValue } from '../../../lib/render/text/layout.ts';

describe('a line of source', () => {
  const options = { open: '[', close: ']' };
  it('has at most 110 columns, with what stands before and after it', () => {
    const item = 'a'.repeat(108);
    expect(layOut([item], options)).to.equal(`[${item}]`);
    for (const taken of [{ before: 1 }, { after: 1 }]) {
      expect(layOut([item], { ...options, ...taken })).to.equal(`[\n  ${item},\n]`);
    }
    expect(layOut([item, 'b'], { ...options, indent: 2 })).to.equal(`[\n    ${item},\n    b,\n  ]`);
  });

  it('breaks a value where it is too long, from the outside in', () => {
    const long = 'a'.repeat(100);
    const whole = { before: 0, after: 0, indent: 0 };
    const fitting = 'a'.repeat(97);
    expect(layOutValue({ a: [fitting, 0], b: {} }, whole)).to.equal(
      `{\n  a: ['${fitting}', 0],\n  b: {},\n}`,
    );
    expect(layOutValue({ a: [`${fitting}a`, 0] }, whole)).to.equal(
      `{\n  a: [\n    '${fitting}a',\n    0,\n  ],\n}`,
    );
    expect(layOutValue([[long, long]], { before: 0, after: 1, indent: 2 })).to.equal(
      `[\n    [\n      '${long}',\n      '${long}',\n    ],\n  ]`,
    );
    expect(layOutValue({}, { before: 200, after: 0, indent: 0 })).to.equal('{}');
  });
});

import { expect } from 'chai';
import { decimalBounds } from 'onex-runtime';
import { z } from 'zod';

const takes = (bounds: Parameters<typeof decimalBounds>[0], text: string): boolean =>
  z.string().check(decimalBounds(bounds)).safeParse(text).success;

describe('bounds of a decimal', () => {
  it('are compared exactly, as numbers and not as texts or floats', () => {
    expect(takes({ minimum: 10 }, '9.99')).to.equal(false);
    expect(takes({ minimum: 10 }, '10.00')).to.equal(true);
    expect(takes({ minimum: 10 }, '100')).to.equal(true);
    expect(takes({ exclusiveMinimum: 0 }, '0.00')).to.equal(false);
    expect(takes({ exclusiveMinimum: 0 }, '1e-300')).to.equal(true);
    expect(takes({ maximum: 0.1 }, '0.10000000000000000000001')).to.equal(false);
    expect(takes({ exclusiveMaximum: 1 }, '0.99999999999999999999999')).to.equal(true);
    expect(takes({ minimum: -1 }, '-0.5')).to.equal(true);
  });

  it('end quickly where an exponent is huge', () => {
    expect(takes({ maximum: 5 }, '1e999999999')).to.equal(false);
    expect(takes({ minimum: 5 }, '-1e999999999')).to.equal(false);
    expect(takes({ exclusiveMinimum: 0 }, '1e-999999999')).to.equal(true);
  });

  it('know multiples and digits', () => {
    expect(takes({ multipleOf: 0.01 }, '0.29')).to.equal(true);
    expect(takes({ multipleOf: 0.01 }, '0.295')).to.equal(false);
    expect(takes({ decimalPlaces: 2 }, '1.005')).to.equal(false);
    expect(takes({ decimalPlaces: 2 }, '1.00')).to.equal(true);
    expect(takes({ maxDigits: 3 }, '12.34')).to.equal(false);
    expect(takes({ maxDigits: 3 }, '0.001')).to.equal(true);
    expect(takes({ maxDigits: 3 }, '1e3')).to.equal(false);
  });

  it('say what was expected', () => {
    const { error } = z
      .string()
      .check(decimalBounds({ minimum: 10 }))
      .safeParse('1');
    expect(error?.issues[0]?.message).to.equal('Invalid decimal: expected at least 10');
  });
});

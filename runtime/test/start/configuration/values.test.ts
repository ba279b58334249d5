import { expect } from 'chai';
import { withEnvFile } from '../../../src/start/configuration/env-file.ts';
import * as parse from '../../../src/settings/parse-value.ts';
import { UsageError } from '../../../src/settings/usage-error.ts';

interface Case {
  readonly parser: (value: unknown) => unknown;
  readonly taken: readonly (readonly [unknown, unknown])[];
  readonly refused: readonly unknown[];
}

const cases: Readonly<Record<string, Case>> = {
  text: {
    parser: parse.text,
    taken: [
      [' a ', 'a'],
      [0, '0'],
      ['0', '0'],
    ],
    refused: ['', ' ', 'a\nb', 'a\u007f', true, null, undefined, []],
  },
  'yes or no': {
    parser: parse.yesNo,
    taken: [
      [true, true],
      ['true', true],
      [false, false],
      ['false', false],
    ],
    refused: ['', 0, 1, 'yes', null],
  },
  servers: {
    parser: parse.serverList,
    taken: [
      ['a:1', ['a:1']],
      [' a:1 , b:65535 ,', ['a:1', 'b:65535']],
      [['[::1]:9092'], ['[::1]:9092']],
    ],
    refused: ['', ',', 'a', 'a:0', 'a:65536', 'a:1,b', 'http://a:1', 'a:', ':1', [], [1]],
  },
  port: {
    parser: parse.port,
    taken: [
      ['0', 0],
      [0, 0],
      ['65535', 65_535],
      [65_535, 65_535],
    ],
    refused: ['', '65536', 65_536, -1, '-1', 1.5, '1.5', ' 1', true, null],
  },
  count: {
    parser: parse.count,
    taken: [
      ['1', 1],
      [65_535, 65_535],
    ],
    refused: ['0', 0, '65536', ''],
  },
  host: {
    parser: parse.hostName,
    taken: [
      ['::1', '::1'],
      ['0.0.0.0', '0.0.0.0'],
      ['a-b.c', 'a-b.c'],
    ],
    refused: ['', 'a b', 'a/b', 'http://a'],
  },
  'advertised host': {
    parser: parse.advertisedHost,
    taken: [
      ['10.0.0.0', '10.0.0.0'],
      ['::1', '::1'],
    ],
    refused: [
      '0.0.0.0',
      '::',
      '::0',
      '',
      '0',
      '0x0',
      '00.0.0.0',
      '0.0',
      '0000::',
      '0:0:0:0:0:0:0:0',
      '::ffff:0.0.0.0',
    ],
  },
  Consul: {
    parser: parse.consulUrl,
    taken: [
      ['a:8500', 'http://a:8500'],
      ['http://a', 'http://a'],
      ['https://a', 'https://a'],
      ['HTTP://consul', 'HTTP://consul'],
      ['HttpS://consul:8501', 'HttpS://consul:8501'],
    ],
    refused: ['', 'ftp://a', 'http://', 'unix:///a', 'UNIX:///a', 'FTP://a', 'h2c://a'],
  },
  PostgreSQL: {
    parser: parse.postgresUrl,
    taken: [
      ['postgres://a/b', 'postgres://a/b'],
      ['postgresql://a', 'postgresql://a'],
    ],
    refused: ['a', 'mysql://a', 'postgres:///b', ''],
  },
  level: {
    parser: parse.oneOf(['info', 'warn']),
    taken: [
      ['INFO', 'info'],
      [' warn ', 'warn'],
    ],
    refused: ['', 'debug', 'inf'],
  },
  seconds: {
    parser: parse.secondsAsMs,
    taken: [
      ['0', 0],
      [0, 0],
      [30, 30_000],
      ['1.5s', 1500],
      ['500ms', 500],
      ['2 s', 2000],
      ['0.0004', 0],
      ['0.6ms', 1],
    ],
    refused: ['', '-1', '1m', 's', '1.', '.5', '1e3', true],
  },
};

describe('the value of a setting', () => {
  for (const [name, { parser, taken, refused }] of Object.entries(cases)) {
    it(`is taken or refused: ${name}`, () => {
      for (const [value, expected] of taken) {
        const found = parser(value);
        expect(found, JSON.stringify(value)).to.deep.equal(expected);
      }
      for (const value of refused)
        expect(() => parser(value), JSON.stringify(value)).to.throw(UsageError, /^expected /);
    });
  }
});

describe('a file of variables', () => {
  it('completes the environment and never replaces a variable, not even an empty one', () => {
    const file = { file: '.env', values: { A: 'file', B: 'file' }, lines: new Map() };
    expect(withEnvFile({ A: '', C: 'c' }, file)).to.deep.equal({ A: '', B: 'file', C: 'c' });
    const environment = { A: 'a' };
    expect(withEnvFile(environment, null)).to.equal(environment);
  });
});

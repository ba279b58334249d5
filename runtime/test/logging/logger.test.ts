import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { createLogger, type Logger } from '../../src/logging/index.ts';
import { prettyLine } from '../../src/logging/pretty-stream.ts';

describe('logging', () => {
  let lines: string[];
  const logger = (pretty = false): Logger =>
    createLogger({ level: 'info', pretty, destination: { write: (line: string) => void lines.push(line) } });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) as string) as Record<string, unknown>;
  beforeEach(() => {
    lines = [];
  });

  it('writes one line of JSON per event, with what the logger is bound to', () => {
    const child = logger().child({ node: 'node_x', correlation_id: 'c1' });
    child.info({ operation: 'create' }, 'done');
    child.debug('not at this level');
    expect(lines).to.have.length(1);
    const { time, ...rest } = last();
    expect(time).to.match(/^\d{4}-\d\d-\d\dT.*Z$/u);
    expect(rest).to.deep.equal({
      level: 'info',
      node: 'node_x',
      correlation_id: 'c1',
      operation: 'create',
      message: 'done',
    });
  });

  it('shows errors by message and stack in JSON', () => {
    logger().error({ error: new Error('no luck') }, 'failed');
    expect(last()['error']).to.include({ message: 'no luck', type: 'Error' });
  });

  it('is readable on a terminal: time, level, node, message, fields, short correlation id', () => {
    logger(true)
      .child({ node: 'node_x', correlation_id: '0f0f0f0f-0000-4000-8000-000000000001' })
      .warn({ topic: 'a.b' }, 'away');
    expect(stripVTControlCharacters(lines[0] as string)).to.match(
      /^\d\d:\d\d:\d\d\.\d{3} {2}WARN {3}node_x {2}away {2}topic=a\.b {2}#0f0f0f0f\n$/u,
    );
  });

  it('shows on a terminal where in the user’s code an error occurred, and its whole stack at debug', () => {
    const write = (line: string): void => void lines.push(stripVTControlCharacters(line));
    const fault = new TypeError('no luck', { cause: new RangeError('deeper') });
    for (const level of ['info', 'debug', 'trace'])
      createLogger({ level, pretty: true, destination: { write } }).error({ error: fault }, 'failed');
    const [brief, ...whole] = lines;
    expect(brief).to.match(/ERROR {2}failed {2}no luck.* \(at \S*logger\.test\.ts:\d+:\d+\)\n$/u);
    for (const text of whole) {
      const [first, ...stack] = text.trimEnd().split('\n');
      expect(`${first}\n`.slice(12)).to.equal(brief?.slice(12));
      expect(stack.length).to.be.greaterThan(3);
      expect(stack.join('\n')).to.include('caused by: RangeError: deeper');
      for (const line of stack) expect(line).to.match(/^ {4}\S/u);
    }
  });

  it('shows the time of a line in UTC, as the line of JSON has it', () => {
    const json = JSON.stringify({ level: 'info', time: '2026-02-03T04:05:06.789Z', message: 'x' });
    expect(prettyLine(json, { colour: false })).to.match(/^04:05:06\.789 {2}INFO/u);
  });

  it('lets no message steer the terminal or fake a line', () => {
    const message = 'a\u001b[2Jb\nINFO  c';
    const json = JSON.stringify({
      level: 'info',
      time: new Date(0).toISOString(),
      message,
      field: 'x\u009by\u202e',
    });
    const line = prettyLine(json, { colour: false });
    expect(line.trimEnd()).to.not.match(/[\p{Cc}\p{Cf}]/u);
    expect(line).to.include('a\\u001b[2Jb\\nINFO  c');
  });

  it('escapes them in every part of a line, also in one of JSON', () => {
    const odd = '\u001b[2J\u009b\u202e\u061c\u2028';
    const fields = { node: odd, correlation_id: odd, level: odd, time: odd.repeat(3), [odd]: { [odd]: odd } };
    for (const pretty of [true, false]) {
      logger(pretty).info({ ...fields, error: Object.assign(new Error(odd), { [odd]: odd }) }, odd);
      expect(stripVTControlCharacters(lines.at(-1)!)).to.match(/^[^\p{Cc}\p{Cf}\u2028]+\n$/u);
    }
    expect(last()[odd]).to.deep.equal({ [odd]: odd });
    for (const level of ['constructor', '__proto__', 'toString'])
      expect(prettyLine(JSON.stringify({ level, message: 'x' }), { colour: true })).to.include('x');
  });

  it('does not fail the code that logs a value which cannot be read', () => {
    const fail = (): never => {
      throw new Error('no');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const error = Object.defineProperty(new Error('x'), 'message', { get: fail });
    const values = [
      Object.defineProperty({}, 'a', { get: fail, enumerable: true }),
      { toJSON: fail },
      proxy,
      error,
    ];
    for (const value of values) {
      logger().info({ before: 1, value, after: 2 }, 'shown');
      expect(last()).to.include({ before: 1, after: 2, message: 'shown' });
      expect(JSON.stringify(last()['value'])).to.include('[unreadable]');
      if (value === proxy) continue;
      logger().info(value, 'alone');
      expect(last()).to.include({ message: 'alone' });
    }
  });
});

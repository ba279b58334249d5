import { expect } from 'chai';
import { createLogger, type Logger } from '../../src/logging/index.ts';
import { declareSecrets, isSecretName } from '../../src/logging/redact.ts';

describe('secrets in logs', () => {
  let lines: string[];
  const logger = (bindings = {}): Logger =>
    createLogger({
      level: 'info',
      pretty: false,
      bindings,
      destination: { write: (line: string) => void lines.push(line) },
    });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) as string) as Record<string, unknown>;
  beforeEach(() => {
    lines = [];
  });

  it('are fields that a contract declares, in any spelling', () => {
    expect(isSecretName('HUB_CHANNEL_9')).to.equal(false);
    declareSecrets(['HUB_CHANNEL_9']);
    logger().info({ config: { hubChannel9: 'hunter2', other: 'shown' } }, 'started');
    expect(last()['config']).to.deep.equal({ hubChannel9: '[redacted]', other: 'shown' });
  });

  it('are values of pairs in a list of headers', () => {
    const headers = Object.entries({ accept: 'all', authorization: 'Bearer hush-1', 'x-api-key': 'hush-2' });
    logger().info({ request: { headers, rawHeaders: headers.flat() } }, 'x');
    expect(lines[0]).to.not.include('hush');
    expect(lines[0]).to.include('"accept","all"');
  });

  for (const name of [
    'password',
    'Password',
    'dbPassword',
    'DB_PASSWORD',
    'db-password',
    'password_hash',
    'KAFKA_SASL_PASSWORD',
    'clientSecret',
    'token',
    'access_token',
    'refreshToken',
    'CONSUL_HTTP_TOKEN',
    'X-Api-Key',
    'APIKey',
    'apikey',
    'private_key',
    'Authorization',
    'proxy-authorization',
    'set-cookie',
    'awsCredentials',
    'connectionString',
    'sasl',
  ])
    it(`are hidden under the name ${name}`, () => {
      logger().info({ [name]: 'hush-1', deep: { list: [{ deeper: { [name]: { inner: 'hush-2' } } }] } }, 'x');
      expect(lines[0]).not.to.include('hush');
      expect(last()[name]).to.equal('[redacted]');
      expect(last()['deep']).to.deep.equal({ list: [{ deeper: { [name]: '[redacted]' } }] });
    });

  for (const name of [
    'key',
    'token_count',
    'maxTokensPerCall',
    'secretary',
    'passenger',
    'idempotency_key',
    'topic',
  ])
    it(`are not suspected under the name ${name}`, () => {
      expect(isSecretName(name)).to.equal(false);
      logger().info({ [name]: 'shown' }, 'x');
      expect(last()[name]).to.equal('shown');
    });

  it('are hidden in what a logger and its children are bound to', () => {
    logger({ apiKey: 'hush-1' })
      .child({ db: { password: 'hush-2' } })
      .child({ token: 'hush-3' })
      .info('x');
    expect(lines[0]).not.to.include('hush');
    expect(lines[0]).to.include('[redacted]');
  });

  it('are hidden in the fields of an error and of its cause', () => {
    const cause = Object.assign(new Error('low'), { config: { password: 'hush-1' } });
    const error = Object.assign(new Error('high', { cause }), {
      request: { headers: { Authorization: 'hush-2' } },
    });
    logger().error({ error }, 'failed');
    logger().error(error);
    for (const line of lines) {
      expect(line).not.to.include('hush');
      expect(JSON.parse(line)).to.have.nested.property('error.type', 'Error');
      expect((JSON.parse(line) as { error: { message: string } }).error.message).to.match(/^high/);
    }
  });

  it('are hidden in URLs, in fields, messages, and errors', () => {
    const url = 'postgresql://shop:hush-1@db.example:5432/shop';
    logger().info({ url, list: ['redis://:hush-2@cache'] }, `connecting to ${url}`);
    logger().error({ error: new Error(`no route to ${url}`) }, 'failed');
    for (const line of lines) expect(line).not.to.include('hush');
    expect(last()['error']).to.include({
      message: 'no route to postgresql://[redacted]@db.example:5432/shop',
    });
  });

  it('leaves addresses of people and paths alone', () => {
    const fields = { mail: 'ann@example.com', page: 'https://example.com/@ann?by=bob@example.com' };
    logger().info(fields, 'x');
    expect(last()).to.include(fields);
  });

  it('leaves what is logged as it is', () => {
    const fields = { at: { password: 'p' }, when: new Date(0), none: null, password: null };
    logger().info(fields, 'x');
    expect(fields.at.password).to.equal('p');
    expect(last()).to.include({ when: '1970-01-01T00:00:00.000Z', none: null, password: null });
  });

  it('survives what refers to itself', () => {
    const fields: Record<string, unknown> = { name: 'loop', twice: [1] };
    fields['self'] = fields;
    fields['again'] = fields['twice'];
    logger().info(fields, 'x');
    expect(last()).to.deep.include({ name: 'loop', self: '[circular]', twice: [1], again: [1] });
  });
});

import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { runCli } from '../../src/cli/run-cli.ts';
import { OnexError } from '../../src/errors/index.ts';
import { createDeadLetter } from '../../src/event-bus/index.ts';
import { createLogger, isSecretName, withoutSecretTexts } from '../../src/logging/index.ts';
import { publishableError } from '../../src/node/messages/index.ts';

const SECRET = 'hush7Value';
/** Names of secrets as lists of words. */
const NAMES = [
  'password',
  'sasl password',
  'client secret',
  'refresh token',
  'access token',
  'api key',
  'private key',
  'secret access key',
  'authorization',
  'proxy authorization',
  'set cookie',
  'connection string',
  'db credentials',
  'jwt',
].map((name) => name.split(' '));
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
const NOTATIONS: readonly ((words: readonly string[]) => string)[] = [
  ([first, ...rest]) => first + rest.map(capital).join(''),
  (words) => words.map(capital).join(''),
  (words) => words.join('_'),
  (words) => words.join('_').toUpperCase(),
  (words) => words.join('-'),
  (words) => words.map(capital).join('-'),
  (words) => words.join('.'),
  (words) => words.join(''),
  (words) => words.join('').toUpperCase(),
];
const secretName = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...NOTATIONS),
    fc.constantFrom([], ['shop'], ['old', 'db']),
  )
  .map(([words, notation, prefix]) => notation([...prefix, ...words]));

/** A secret below a random path of objects and lists, beside other fields. */
const withSecret = fc
  .tuple(secretName, fc.array(fc.constantFrom('list', 'data', 'item'), { maxLength: 12 }), fc.boolean())
  .map(([name, path, isObject]) => {
    const secret: object = { before: 1, [name]: isObject ? { inner: [SECRET] } : SECRET, after: 'shown' };
    return path.reduce(
      (value: object, step) => (step === 'list' ? { list: [0, value] } : { [step]: value }),
      secret,
    );
  });

describe('secrets in every notation and at every depth', () => {
  it('are found by their names', () => {
    fc.assert(fc.property(secretName, (name) => isSecretName(name)));
    for (const name of [
      'DBPassword',
      'PGPASSWORD',
      'accessTokenV2',
      'api_key_1',
      'smtp_pass',
      'private_key_pem',
      'accessToken1',
      'password2',
      'client_secret3_old',
      'tokenBase64',
    ])
      expect(isSecretName(name), name).to.equal(true);
    for (const name of [
      'max_tokens',
      'promptTokens',
      'token_count',
      'pass',
      'all_pass',
      'author',
      'value',
      'key_2',
      'tokens2count',
      'base64',
    ])
      expect(isSecretName(name), name).to.equal(false);
  });

  it('are in no line of a log, also in errors, their causes, and what children are bound to', () => {
    const lines: string[] = [];
    const logger = createLogger({
      level: 'info',
      pretty: false,
      destination: { write: (line) => void lines.push(line) },
    });
    fc.assert(
      fc.property(withSecret, (fields) => {
        lines.length = 0;
        logger.info({ fields }, 'x');
        logger
          .child({ fields })
          .error({ error: Object.assign(new Error('e', { cause: fields }), { fields }) }, 'x');
        logger.info(`sent ${JSON.stringify(fields)}`);
        logger.error(new Error(`sent ${JSON.stringify({ text: JSON.stringify(fields) })}`));
        expect(lines).to.have.length(4);
        for (const line of lines) {
          expect(line).to.not.contain(SECRET);
          expect(() => JSON.parse(line) as unknown).to.not.throw();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are in no dead letter, which copies everything else', () => {
    fc.assert(
      fc.property(withSecret, (payload) => {
        const text = JSON.stringify({ digits: 0, payload }).replace(
          '"digits":0',
          '"digits":12345678901234567890',
        );
        const record = {
          topic: 'onex.cmd.a.b.v1',
          partition: 0,
          offset: 0n,
          timestamp: 0,
          key: null,
          headers: { 'x-api-key': SECRET },
          value: Buffer.from(text),
        };
        const error = new Error(`refused {"token":"${SECRET}"}`);
        const { value, headers } = createDeadLetter(record, error, {
          topic: 'onex.dlq.a.commands.v1',
          source: 's',
        });
        expect(`${String(value)}${JSON.stringify(headers)}`).to.not.contain(SECRET);
        const { original_message: message } = JSON.parse(String(value)) as {
          original_message: { value: string };
        };
        expect(message.value).to.contain('12345678901234567890').and.contain('"after":"shown"');
      }),
      { numRuns: 200 },
    );
  });

  it('are in no failed event', () => {
    fc.assert(
      fc.property(withSecret, (context) => {
        const error = new OnexError('PROCESSING_ERROR', `no: ${JSON.stringify(context)}`, {
          context: { context },
        });
        expect(JSON.stringify(publishableError(error.toJSON()))).to.not.contain(SECRET);
      }),
      { numRuns: 100 },
    );
  });
});

describe('secrets within text', () => {
  const pairs = fc
    .tuple(secretName, fc.constantFrom('', '"', "'"))
    .map(([name, quote]) => `${name}=${quote}${SECRET}${quote}`);

  it('are removed from queries of URLs, connection strings, and headers', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('https://h/p?a=1&', 'host=db ', 'x;', '('), (pair, before) => {
        expect(withoutSecretTexts(`${before}${pair} rest`)).to.not.contain(SECRET);
        expect(withoutSecretTexts(`${before}${pair} rest`)).to.match(/ rest$/u);
      }),
    );
    for (const text of [
      `Authorization: Bearer ${SECRET}`,
      `proxy-authorization: Basic ${SECRET}==`,
      `Cookie: a=1; session=${SECRET}`,
      `https://user:${SECRET}@h/`,
      `{'client_secret': '${SECRET}'}`,
      `{\\"api_key\\": \\"${SECRET}\\"}`,
      `{"password": "cut off ${SECRET}`,
      `authorization=Bearer ${SECRET}`,
      `the header Bearer ${SECRET}.4f3e2d1c0b9a8f7e was refused`,
      `options ${inspect({ retries: 3, auth: { clientSecret: SECRET, 'x-api-key': `it's ${SECRET}` } })}`,
      `apiKey: "${SECRET}"`,
    ])
      expect(withoutSecretTexts(text), text).to.not.contain(SECRET);
  });

  it('leave other text as it is', () => {
    for (const text of [
      'password: Invalid input: expected string, received number',
      'Authorization: expected text',
      'Bearer authentication-of-the-service is required',
      `{ author: 'Ada', max_tokens: '5' }`,
      'api_key is required by contract.yaml and has no value. Set SHOP_API_KEY in the environment',
      'https://example.com/@ann?by=bob@example.com&key=1',
      'max_tokens=4096, token_count=3',
      '{"password":null,"token":""}'.replace('"token":""', '"key":"x"'),
    ])
      expect(withoutSecretTexts(text)).to.equal(text);
  });

  it('are in no error that a command prints', async () => {
    const stderr = new PassThrough();
    const context = { cwd: '/', env: {}, stdin: stderr, stdout: new PassThrough(), stderr };
    const args = ['send', 'a.b', '{}', '--kafka-servers', `user:${SECRET}@h?password=${SECRET}`, '--debug'];
    await runCli(args, context as unknown as Parameters<typeof runCli>[1]);
    expect(String(stderr.read())).to.not.contain(`password=${SECRET}`).and.not.contain('\u001b');
  });

  it('take time that grows with the text alone', () => {
    for (const part of [
      'a',
      'password=',
      '"token":',
      '\\"',
      'cookie: ',
      'token="',
      'https://',
      'bearer ',
      "token: '",
      'token: ',
    ])
      expect(withoutSecretTexts(part.repeat(100_000)).length, part).to.be.greaterThan(0);
  });
});

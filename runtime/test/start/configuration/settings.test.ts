import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { z, type ZodType } from 'zod';
import type { Settings } from '../../../src/node/index.ts';
import { readArguments } from '../../../src/start/command-line/arguments.ts';
import { readConfigFile } from '../../../src/start/configuration/config-file.ts';
import { projectRoot } from '../../../src/start/project-root.ts';
import { resolveSettings, UsageError } from '../../../src/settings/index.ts';

const Config = z.strictObject({
  currency: z.string().default('EUR'),
  limits: z.strictObject({ max: z.number() }).default({ max: 5 }),
});

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
};

describe('arguments', () => {
  it('are read with values after a space or an equals sign', () => {
    const { flags, config } = readArguments([
      '--port',
      '80',
      '--host=a.b',
      '--skip-event-bus',
      '--config',
      'c.yaml',
    ]);
    expect(flags).to.deep.equal({ port: '80', host: 'a.b', 'skip-event-bus': true });
    expect(config).to.equal('c.yaml');
  });

  it('are refused when nobody knows them, or their value is missing or too much', () => {
    expect(refusal(() => readArguments(['--portt', '1']))).to.include('"--portt"');
    expect(refusal(() => readArguments(['-p', '1']))).to.include('"-p"');
    expect(refusal(() => readArguments(['--constructor']))).to.include('"--constructor"');
    expect(refusal(() => readArguments(['--port']))).to.equal('--port needs a value: --port PORT');
    expect(refusal(() => readArguments(['--port', '--help']))).to.include('--port');
    expect(refusal(() => readArguments(['--help=yes']))).to.equal('--help takes no value, found "yes"');
    expect(refusal(() => readArguments(['word']))).to.include('"word"');
  });
});

describe('settings', () => {
  const resolve = (options: {
    args?: string[];
    environment?: Record<string, string>;
    file?: string;
  }): Settings => {
    const folder = mkdtempSync(path.join(tmpdir(), 'onex-settings-'));
    try {
      writeFileSync(path.join(folder, 'config.yaml'), options.file ?? 'runtime: {}');
      return resolveSettings({
        flags: readArguments(options.args ?? []).flags,
        environment: options.environment ?? {},
        file: readConfigFile(path.join(folder, 'config.yaml'), null).settings,
        root: '/project',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('have defaults that need nothing', () => {
    expect(resolve({})).to.include({
      kafkaServers: null,
      host: '127.0.0.1',
      port: 0,
      stateDir: path.join('/project', '.onex-state'),
      logLevel: 'info',
    });
  });

  it('come from the flag before the environment before the file', () => {
    const file = 'runtime: {port: 1, host: in.file, log_level: debug}';
    const environment = { ONEX_PORT: '2', ONEX_HOST: 'in.environment', ONEX_LOG_LEVEL: ' ' };
    expect(resolve({ args: ['--port', '3'], environment, file })).to.include({
      port: 3,
      host: 'in.environment',
      logLevel: 'debug',
    });
  });

  it('are parsed to what they mean', () => {
    const settings = resolve({
      args: ['--kafka-servers', 'a:9092, [::1]:9093', '--shutdown-timeout', '1.5', '--consul', 'consul:8500'],
      environment: { ONEX_CONCURRENCY: '8' },
      file: 'runtime: {create_topics: true}',
    });
    expect(settings.kafkaServers).to.deep.equal(['a:9092', '[::1]:9093']);
    expect(settings).to.include({
      shutdownTimeoutMs: 1500,
      concurrency: 8,
      consulUrl: 'http://consul:8500',
      createTopics: true,
    });
  });

  it('are refused where they cannot be meant, naming flag, variable or place in the file', () => {
    const wrong: Record<string, string> = {
      '--port': '70000',
      '--kafka-servers': 'localhost',
      '--log-level': 'loud',
      '--advertise-host': '0.0.0.0',
      '--state-url': 'mysql://x/y',
      '--consul': 'ftp://x',
      '--shutdown-timeout': 'soon',
      '--concurrency': '0',
    };
    for (const [flag, value] of Object.entries(wrong)) {
      expect(refusal(() => resolve({ args: [flag, value] }))).to.match(
        new RegExp(`^${flag}: expected `, 'u'),
      );
    }
    expect(refusal(() => resolve({ environment: { ONEX_PORT: 'http' } }))).to.match(/^ONEX_PORT: /u);
    expect(refusal(() => resolve({ file: 'runtime:\n  host: a\n  port: many' }))).to.match(
      /config\.yaml:3:9: runtime\.port: expected a port/u,
    );
  });

  it('keep state in the project that holds the entry', () => {
    const project = mkdtempSync(path.join(tmpdir(), 'onex-project-'));
    const folder = path.join(project, 'nodes', 'x', 'v1_0_0');
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(project, '.yo-rc.json'), '{}');
      const entry = pathToFileURL(path.join(folder, 'start_node.ts')).href;
      const sources = { flags: {}, environment: {}, file: new Map(), root: projectRoot(entry) };
      expect(resolveSettings(sources).stateDir).to.equal(path.join(project, '.onex-state'));
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});

describe('config file', () => {
  let folder: string;
  const read = (text: string, model: ZodType | null = Config) => {
    const file = path.join(folder, 'config.yaml');
    writeFileSync(file, text);
    return readConfigFile(file, model);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onex-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is YAML or JSON, and gets the model’s defaults', () => {
    expect(read('limits: {max: 7}').config).to.deep.equal({ currency: 'EUR', limits: { max: 7 } });
    expect(read('{\n\t"currency": "USD"\n}').config).to.deep.equal({ currency: 'USD', limits: { max: 5 } });
  });

  it('is refused with line and key of an unknown key, even where the model would let it pass', () => {
    expect(refusal(() => read('# mine\ncurrency: EUR\ncurency: USD\n'))).to.match(
      /config\.yaml:3:1: unknown key "curency"; known keys: currency, limits, runtime\.$/u,
    );
    expect(refusal(() => read('limits:\n  mx: 5\n'))).to.match(/config\.yaml:2:3: unknown key "limits\.mx"/u);
    expect(refusal(() => read('a: 1\nb: 2', z.object({ a: z.number() })))).to.match(/:2:1: unknown key "b"/u);
    expect(refusal(() => read('a: 1', null))).to.match(/:1:1: unknown key "a"; known keys: runtime\./u);
    expect(refusal(() => read('runtime:\n  prt: 5'))).to.match(/:2:3: unknown key runtime\."prt"/u);
  });

  it('is refused with line and key of a wrong type', () => {
    expect(refusal(() => read('{\n  "limits": {"max": "much"}\n}'))).to.match(/:2:21: limits\.max: /u);
    expect(refusal(() => read('runtime: on'))).to.match(/:1:10: runtime: expected a mapping/u);
    expect(refusal(() => read('- a'))).to.match(/:1:1: expected a mapping/u);
  });

  it('is refused when it is not there or no YAML', () => {
    expect(refusal(() => readConfigFile(path.join(folder, 'none.yaml'), null))).to.match(
      /none\.yaml does not exist/u,
    );
    expect(refusal(() => readConfigFile(folder, null))).to.match(/cannot be read \(EISDIR\)/u);
    expect(refusal(() => read('currency: [EUR'))).to.match(/config\.yaml:\d+:\d+: /u);
    expect(refusal(() => read('a: 1\na: 2'))).to.match(/config\.yaml:2:1: /u);
  });
});

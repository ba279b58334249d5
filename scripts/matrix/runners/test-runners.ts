import { COMMONJS_TSCONFIG, type Place, type Runner } from './runner.ts';

const IN_TEST = "  console.log('RESULT' + (await check()) + 'END');\n";
const ESM_TEST = `import { check } from './check.js';\nit('has the event bus', async () => {\n${IN_TEST}});\n`;
const CJS_TEST = `const { check } = require('./check');\nit('has the event bus', async () => {\n${IN_TEST}});\n`;
const TS_TEST = `// @ts-nocheck\n${ESM_TEST}`;

interface JestOptions extends Pick<Runner, 'style' | 'type'> {
  readonly transform?: (place: Place) => object;
  readonly flags?: readonly string[];
  readonly rejectsImport?: boolean;
}

function jest(name: string, { transform, flags = [], ...rest }: JestOptions): Runner {
  const extension = rest.style.slice(0, 2);
  const test = extension === 'ts' ? TS_TEST : rest.type === 'module' ? ESM_TEST : CJS_TEST;
  return {
    name,
    ...rest,
    files: (place) => ({
      [`check.spec.${extension}`]: test,
      'tsconfig.json': JSON.stringify(COMMONJS_TSCONFIG),
      'jest.config.json': JSON.stringify({
        rootDir: place.folder,
        testMatch: ['**/*.spec.*'],
        transform: transform?.(place) ?? {},
        ...(extension === 'ts' && { moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' } }),
      }),
    }),
    args: ({ tool }) => [
      ...flags,
      tool('jest/bin/jest.js'),
      '--config',
      'jest.config.json',
      '--no-cache',
      '--no-watchman',
      '--runInBand',
    ],
  };
}

const mocha = (name: string, type: Runner['type']): Runner => ({
  name,
  style: type === 'module' ? 'js-esm' : 'js-cjs',
  type,
  files: () => ({ 'check.spec.js': type === 'module' ? ESM_TEST : CJS_TEST }),
  args: ({ tool }) => [tool('mocha/bin/mocha.js'), '--no-config', 'check.spec.js'],
});

export const TEST_RUNNERS: readonly Runner[] = [
  mocha('mocha, ES module', 'module'),
  mocha('mocha, CommonJS', 'commonjs'),
  {
    name: 'vitest',
    style: 'ts-esm',
    type: 'module',
    files: () => ({ 'check.spec.ts': TS_TEST }),
    args: ({ tool }) => [tool('vitest/vitest.mjs'), 'run', '--globals', '--root', '.'],
  },
  jest('Jest, CommonJS', { style: 'js-cjs', type: 'commonjs', rejectsImport: true }),
  jest('Jest, ts-jest', {
    style: 'ts-esm',
    type: 'commonjs',
    transform: ({ tool, presence }) => ({
      '^.+\\.ts$': [tool('ts-jest'), { tsconfig: 'tsconfig.json', diagnostics: presence === 'present' }],
    }),
  }),
  jest('Jest, @swc/jest', {
    style: 'ts-esm',
    type: 'commonjs',
    transform: ({ tool }) => ({
      '^.+\\.ts$': [
        tool('@swc/jest'),
        { module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
      ],
    }),
  }),
  jest('Jest, babel-jest', {
    style: 'ts-esm',
    type: 'commonjs',
    transform: ({ tool }) => ({
      '^.+\\.ts$': [
        tool('babel-jest'),
        {
          presets: [
            [tool('@babel/preset-env'), { targets: { node: 'current' } }],
            tool('@babel/preset-typescript'),
          ],
        },
      ],
    }),
  }),
  jest('Jest, ES modules', { style: 'js-esm', type: 'module', flags: ['--experimental-vm-modules'] }),
];

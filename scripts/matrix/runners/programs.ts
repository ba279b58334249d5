import { COMMONJS_TSCONFIG, type Runner, mainOf } from './runner.ts';

const NODENEXT = { compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] } };

/** ts-node checks types, for which the runtime must be installed. */
const tsNode = (name: string, tsconfig: object): Runner => ({
  name,
  style: 'ts-cjs',
  type: 'commonjs',
  files: ({ presence }) => ({
    'main.ts':
      "import probed = require('./check');\nvoid probed.check().then((json) => console.log('RESULT' + json + 'END'));\n",
    'tsconfig.json': JSON.stringify({ ...tsconfig, 'ts-node': { transpileOnly: presence === 'absent' } }),
  }),
  args: ({ tool }) => [tool('ts-node/dist/bin.js'), 'main.ts'],
});

export const PROGRAMS: readonly Runner[] = [
  {
    name: 'Node, ES module',
    style: 'js-esm',
    type: 'module',
    files: () => ({ 'main.js': mainOf('js-esm') }),
    args: () => ['main.js'],
  },
  {
    name: 'Node, CommonJS',
    style: 'js-cjs',
    type: 'commonjs',
    files: () => ({ 'main.js': mainOf('js-cjs') }),
    args: () => ['main.js'],
  },
  {
    name: 'tsx, ES module',
    style: 'ts-esm',
    type: 'module',
    files: () => ({ 'main.ts': mainOf('ts-esm') }),
    args: ({ tool }) => [tool('tsx/dist/cli.mjs'), 'main.ts'],
  },
  {
    name: 'tsx, CommonJS',
    style: 'ts-esm',
    type: 'commonjs',
    files: () => ({ 'main.ts': mainOf('ts-esm') }),
    args: ({ tool }) => [tool('tsx/dist/cli.mjs'), 'main.ts'],
  },
  tsNode('ts-node, commonjs', COMMONJS_TSCONFIG),
  tsNode('ts-node, nodenext', NODENEXT),
];

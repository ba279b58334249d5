import { type Runner, mainOf } from './runner.ts';

type Format = 'esm' | 'cjs';

/** A bundle is written into `dist`, and runs in an empty folder, unless it leaves packages outside. */
const bundle = (
  name: string,
  input: Format,
  output: Format,
  rest: Pick<Runner, 'build' | 'files'> & { readonly isExternal?: boolean },
): Runner => {
  const style = input === 'esm' ? 'js-esm' : 'js-cjs';
  const extension = output === 'esm' ? 'mjs' : 'cjs';
  const { isExternal = false, files, ...build } = rest;
  return {
    name,
    style,
    type: input === 'esm' ? 'module' : 'commonjs',
    holdsKafkaClient: !isExternal,
    ...build,
    files: (place) => ({ 'main.js': mainOf(style), ...files?.(place) }),
    ...(isExternal
      ? { args: () => [`dist/main.${extension}`] }
      : { args: () => [`main.${extension}`], alone: 'dist' }),
  };
};

/** The client of Kafka is CommonJS and requires modules of Node, for which esbuild needs a `require` in an ES module. */
const REQUIRE =
  "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

const esbuild = (input: Format, output: Format, isExternal = false): Runner =>
  bundle(`esbuild, ${input} → ${output}${isExternal ? ', --packages=external' : ''}`, input, output, {
    isExternal,
    build: ({ tool }) => [
      tool('esbuild/bin/esbuild'),
      'main.js',
      '--bundle',
      '--platform=node',
      `--format=${output}`,
      '--outdir=dist',
      `--out-extension:.js=.${output === 'esm' ? 'mjs' : 'cjs'}`,
      ...(isExternal ? ['--packages=external'] : []),
      ...(output === 'esm' ? [`--banner:js=${REQUIRE}`] : []),
    ],
  });

/** Options of a bundler, in a script that calls its API. */
const script = (
  tool: (file: string) => string,
  imports: Readonly<Record<string, string>>,
  body: string,
): string =>
  `${Object.entries(imports)
    .map(([names, file]) => `import ${names} from ${JSON.stringify(tool(file))};\n`)
    .join('')}${body}\n`;

const rollup = (output: Format, name: string, options: string): Runner =>
  bundle(name, 'esm', output, {
    files: ({ tool }) => ({
      'build.mjs': script(
        tool,
        {
          '{ rollup }': 'rollup/dist/es/rollup.js',
          resolve: '@rollup/plugin-node-resolve/dist/es/index.js',
          commonjs: '@rollup/plugin-commonjs/dist/es/index.js',
          json: '@rollup/plugin-json/dist/es/index.js',
        },
        `const plugins = [resolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs(), json()];
const built = await rollup({ input: 'main.js', plugins, onwarn() {} });
await built.write({ format: '${output}', ${options} });`,
      ),
    }),
    build: () => ['build.mjs'],
  });

export const BUNDLES: readonly Runner[] = [
  esbuild('esm', 'esm'),
  esbuild('esm', 'cjs'),
  esbuild('cjs', 'esm'),
  esbuild('cjs', 'cjs'),
  esbuild('esm', 'esm', true),
  esbuild('cjs', 'cjs', true),
  rollup(
    'esm',
    'Rollup, esm',
    "dir: 'dist', entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs'",
  ),
  rollup(
    'cjs',
    'Rollup, cjs',
    "dir: 'dist', entryFileNames: 'main.cjs', chunkFileNames: '[name]-[hash].cjs'",
  ),
  rollup(
    'esm',
    'Rollup, one file, inlineDynamicImports',
    "file: 'dist/main.mjs', inlineDynamicImports: true",
  ),
  bundle('Rolldown', 'esm', 'esm', {
    files: ({ tool }) => ({
      'build.mjs': script(
        tool,
        { '{ rolldown }': 'rolldown/dist/index.mjs' },
        `const built = await rolldown({ input: 'main.js', platform: 'node', onLog() {} });
await built.write({ format: 'esm', dir: 'dist', entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' });`,
      ),
    }),
    build: () => ['build.mjs'],
  }),
  ...(['esm', 'cjs'] as const).map((input) =>
    bundle(`webpack, ${input} → cjs`, input, 'cjs', {
      files: ({ tool, folder }) => ({
        'build.mjs': script(
          tool,
          { webpack: 'webpack/lib/index.js' },
          `const options = {
  target: 'node', mode: 'development', devtool: false, context: ${JSON.stringify(folder)}, entry: './main.js',
  output: { path: ${JSON.stringify(`${folder}/dist`)}, filename: 'main.cjs', chunkFilename: '[id].cjs' },
};
webpack(options, (error, stats) => {
  if (error !== null || stats.hasErrors()) {
    console.log(String(error ?? stats.toString({ all: false, errors: true })));
    process.exitCode = 1;
  }
});`,
        ),
      }),
      build: () => ['build.mjs'],
    }),
  ),
  bundle('Vite SSR', 'esm', 'esm', {
    files: ({ tool, folder }) => ({
      'build.mjs': script(
        tool,
        { '{ build }': 'vite/dist/node/index.js' },
        `await build({
  root: ${JSON.stringify(folder)}, configFile: false, logLevel: 'error', ssr: { noExternal: true },
  build: { ssr: 'main.js', outDir: 'dist', minify: false, rolldownOptions: { output: { entryFileNames: 'main.mjs' } } },
});`,
      ),
    }),
    build: () => ['build.mjs'],
  }),
];

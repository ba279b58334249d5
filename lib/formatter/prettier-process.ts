/**
 * The code of the process that loads the project's Prettier. It is started with `node --eval`, so it also works from a
 * bundle, but it cannot use any module of this project. Arguments: the folder of the package, and the project's root.
 */
export const PRETTIER_PROCESS = `
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { existsSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const [folder, root] = process.argv.slice(1);
const entry = createRequire(join(folder, 'package.json')).resolve(folder);
const loaded = import(pathToFileURL(entry)).then((module) => module.default ?? module);
const ignoreFile = join(root, '.prettierignore');
const ignorePath = existsSync(ignoreFile) ? ignoreFile : undefined;

async function format({ path, text }) {
  const prettier = await loaded;
  const filepath = join(root, path);
  const { ignored, inferredParser } = await prettier.getFileInfo(filepath, { ignorePath, resolveConfig: true });
  if (ignored || inferredParser === null) return null;
  const config = await prettier.resolveConfig(filepath, { editorconfig: true });
  return prettier.format(text, { ...config, filepath });
}

process.on('message', async ({ id, request }) => {
  const text = await format(request).catch(() => null);
  process.send({ id, text });
});
process.on('disconnect', () => process.exit(0));
`;

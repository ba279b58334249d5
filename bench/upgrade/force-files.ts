/** A process of its own: writes the files that a list names, as a Yeoman generator under `--force` does. */
import { readFileSync } from 'node:fs';
import { createEnv } from 'yeoman-environment';
import Generator from 'yeoman-generator';

const files = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as [path: string, text: string][];

class ForceGenerator extends Generator {
  writing(): void {
    for (const [path, text] of files) this.fs.write(this.destinationPath(path), text);
  }
}

const env = createEnv({ cwd: process.cwd(), force: true, skipInstall: true } as never);
await env.runGenerator(
  await env.instantiate(ForceGenerator as never, { generatorOptions: { force: true } } as never),
);

import { main } from '../../../bin/main.ts';
import type { Ended } from './program.ts';

type Write = typeof process.stdout.write;

/** Collects what is written to a stream until `end` gives it back. */
export function collect(stream: NodeJS.WriteStream): () => string {
  const own = stream.write;
  let text = '';
  stream.write = ((chunk: string | Uint8Array) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  }) as Write;
  return () => {
    stream.write = own;
    return text;
  };
}

/** Runs a command of `onex` in this process, in a project, without a terminal. Commands of one process run one by one. */
export async function onexHere(root: string, args: readonly string[]): Promise<Ended> {
  const before = process.exitCode;
  process.exitCode = undefined;
  const [out, err] = [collect(process.stdout), collect(process.stderr)];
  try {
    await main([...args, '--destination', root]);
    return { code: Number(process.exitCode ?? 0), out: out(), err: err() };
  } finally {
    out();
    err();
    process.exitCode = before;
  }
}

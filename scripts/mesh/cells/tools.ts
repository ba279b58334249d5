import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { arrange, expectThat, type Cell, type Mesh } from '../cell.ts';
import { LINES, PLACES } from '../nodes/index.ts';
import { payloadOf, until } from '../world.ts';

const run = promisify(execFile);
const FROM = 'Python’s `onex kafka produce`';

async function produce({ python, world }: Mesh, payload: object): Promise<void> {
  const onex = join(dirname(python), process.platform === 'win32' ? 'onex.exe' : 'onex');
  const args = ['kafka', 'produce', PLACES.effect.in, '--payload', JSON.stringify(payload)];
  await run(onex, args, { env: { ...process.env, KAFKA_BOOTSTRAP_SERVERS: world.servers } });
}

/** Messages of the command line that the Python packages install. It writes no envelope. */
export const TOOLS: readonly Cell[] = [
  {
    from: FROM,
    to: 'our effect',
    case: 'success',
    what: 'takes flat JSON as the payload',
    async run(mesh) {
      await arrange(mesh, 'effect');
      const id = randomUUID();
      await produce(mesh, { tick_id: id, correlation_id: id });
      await until('our effect answers', () => mesh.world.heard(PLACES.effect.out, id).length > 0);
      expectThat(LINES.includes(id), 'nothing was written');
    },
  },
  {
    from: FROM,
    to: 'our effect',
    case: 'failure',
    what: 'publishes a failed event for flat JSON, too',
    async run(mesh) {
      const id = randomUUID();
      await produce(mesh, { tick_id: 'effect:fail', correlation_id: id });
      const failed = () => mesh.world.heard(PLACES.effect.failed, id);
      await until('our effect answers', () => failed().length > 0);
      expectThat(payloadOf(failed()[0])['status'] === 'failed', payloadOf(failed()[0]));
    },
  },
  {
    from: FROM,
    to: 'our effect',
    case: 'malformed',
    what: 'dead-letters flat JSON that its model forbids',
    async run(mesh) {
      const id = randomUUID();
      await produce(mesh, { tick: id });
      await until('there is a dead letter', () => mesh.world.letters(id).length > 0);
    },
  },
];

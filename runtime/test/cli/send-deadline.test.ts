/** The time limit of `send` holds for every step: each test lets another step never end. */
import { expect } from 'chai';
import type { CallOutput, ControlClient, OpenTail } from '../../src/cli/control/index.ts';
import { createEventLog, openControlServer, writeEndpoint } from '../../src/cli/control/index.ts';
import { describeNodes } from '../../src/cli/bus/index.ts';
import { DeadlineError, startDeadline } from '../../src/cli/command/index.ts';
import { openStateDirectory, stateDirectory } from '../../src/cli/project/index.ts';
import { composeMessage } from '../../src/cli/send/message.ts';
import { sendAndWait } from '../../src/cli/send/wait.ts';
import { runHere } from './support/run-here.ts';
import { writeProject, type TestProject } from './support/project.ts';

const never = new Promise<never>(() => {});
const NODE = 'node_billing_payment_effect';

describe('a deadline', () => {
  it('ends work that takes longer, and passes on results and errors of work that does not', async () => {
    const deadline = startDeadline(30);
    const fast = await deadline.within(Promise.resolve(1), () => 'late');
    expect(fast).to.equal(1);
    const failure = await deadline.within(Promise.reject(new Error('no')), () => 'late').catch(String);
    expect(failure).to.equal('Error: no');
    const late = await deadline.within(never, (time) => `late: ${time}`).catch((error: unknown) => error);
    expect(late).to.be.instanceOf(DeadlineError).with.property('message', 'late: 0.03 s');
  });
});

describe('send, when a step does not end,', () => {
  let project: TestProject;
  let server: Awaited<ReturnType<typeof openControlServer>> | undefined;
  before(() => {
    project = writeProject([NODE]);
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  after(() => project.remove());

  /** A dev of which some step never ends. */
  const dev = async (onBus: boolean): Promise<void> => {
    const nodes = describeNodes(project.root).map((node) => ({ ...node, onBus }));
    server = await openControlServer({
      events: createEventLog(),
      directory: () => nodes,
      publish: () => never,
      call: (): Promise<readonly CallOutput[]> => never,
    });
    const stateDir = stateDirectory(project.root, {});
    openStateDirectory(stateDir);
    writeEndpoint(stateDir, { pid: process.pid, supervisor: null, port: server.port, token: server.token });
  };
  const send = (...args: string[]) =>
    runHere(['send', 'payment:create', ...args, '--timeout', '300ms'], { cwd: project.root });

  it('says that the message is not acknowledged, and that it may still be published', async () => {
    await dev(true);
    for (const options of [[], ['--no-wait']]) {
      const { code, stderr } = await send('{"amount": 1}', ...options);
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /✗ .* did not acknowledge the message within 0\.3 s; it may still be published/,
      );
    }
    const { stdout } = await send('{"amount": 1}', '--json');
    expect(JSON.parse(stdout)).to.include({ status: 'timeout', reply: null });
  });

  it('says that a node which is called directly gave no answer', async () => {
    await dev(false);
    const { code, stderr } = await send('{"amount": 1}');
    expect({ code }).to.deep.equal({ code: 1 });
    expect(stderr).to.match(/✗ No answer within 0\.3 s/);
  });

  it('says that standard input did not end', async () => {
    await dev(true);
    const { code, stderr } = await send('-');
    expect(code).to.equal(1);
    expect(stderr).to.equal('✗ Standard input did not end within 0.3 s, so nothing was sent\n');
  });

  it('closes a tail that is opened after the time is over', async () => {
    const message = composeMessage('{}', { topic: 't', node: null, operation: null, answering: [] }, null);
    const opening = Promise.withResolvers<OpenTail>();
    const closed = Promise.withResolvers<void>();
    let published = 0;
    const client = {
      tail: () => opening.promise,
      publish: async () => void (published += 1),
    } as unknown as ControlClient;
    const target = { topic: 't', node: null, operation: null, answering: [] };
    const options = { topics: ['*'], timeoutMs: 20, onEvent: () => {} };
    const end = await sendAndWait(client, message, target, options);
    expect(end).to.deep.equal({ status: 'timeout', timeoutMs: 20, unacknowledged: true });
    opening.resolve({ ended: never, close: () => closed.resolve() });
    await closed.promise;
    expect(published).to.equal(0);
  });
});

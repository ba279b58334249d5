import { expect } from 'chai';
import pg from 'pg';
import { openPostgresDeduplication } from '../../../runtime/src/event-bus/index.ts';
import { openPostgresStateStore } from '../../../runtime/src/machine/index.ts';
import { openPostgresWorkflowStore } from '../../../runtime/src/workflow/index.ts';
import { stateOf } from '../../../runtime/test/workflow/stores/conformance.ts';
import { FORMER_POSTGRES_WORKFLOWS } from '../../../runtime/test/workflow/stores/former-tables.ts';
import { createDatabase, runSql } from '../support/sql.ts';
import { startPostgres, type PostgresService } from '../support/services.ts';

const OWNER = 'local/shop/trip';
const entity = (version: number) => ({
  state: 'open',
  data: {},
  version,
  lastInput: `input-${version}`,
  lastOutputs: [],
});

describe('tables of the stores in PostgreSQL', () => {
  let service: PostgresService;
  let url: string;
  let opened: { dispose(): Promise<void> }[] = [];
  let clients: pg.Client[] = [];
  let databases = 0;
  before(async () => {
    service = await startPostgres();
  });
  after(() => service.stop());
  beforeEach(async () => {
    url = await createDatabase(service.url, `schema_${(databases += 1)}`);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    await Promise.all(opened.splice(0).map((store) => store.dispose()));
  });
  const workflows = (at = url) => {
    const store = openPostgresWorkflowStore(at);
    opened.push(store);
    return store;
  };
  const entities = (at = url) => {
    const store = openPostgresStateStore(at);
    opened.push(store);
    return store;
  };
  const answers = async (at = url) => {
    const store = await openPostgresDeduplication({ url: at });
    opened.push({ dispose: () => store.close() });
    return store;
  };
  const useAll = async (at: string, id: string): Promise<void> => {
    await workflows(at).listUnfinished(OWNER);
    await entities(at).save(OWNER, id, entity(1));
    await (await answers(at)).once(OWNER, id, async () => []);
  };
  /** A session with an open transaction, in which `sql` was run. */
  const transaction = async (sql: string): Promise<pg.Client> => {
    const client = new pg.Client(url);
    clients.push(client);
    await client.connect();
    await client.query('BEGIN');
    await client.query(sql);
    return client;
  };
  const asRole = (role: string): string => {
    const other = new URL(url);
    other.username = role;
    return other.href;
  };

  it('serve a role that may not create tables, once they exist', async () => {
    await useAll(url, 'first');
    await runSql(
      url,
      `CREATE ROLE limited LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC;
       GRANT SELECT, INSERT, UPDATE, DELETE ON onex_workflow, onex_workflow_part, onex_workflow_message,
         onex_reducer_state, onex_reducer_input, onex_answer TO limited`,
    );
    await useAll(asRole('limited'), 'second');
    expect(await workflows(asRole('limited')).save(stateOf(1, OWNER))).to.equal(true);
  });

  it('are created by different roles, each for its stores', async () => {
    await workflows().listUnfinished(OWNER);
    await runSql(
      url,
      `CREATE ROLE another LOGIN; GRANT CREATE ON SCHEMA public TO another;
       GRANT INSERT, UPDATE ON onex_schema TO another`,
    );
    expect(await entities(asRole('another')).save(OWNER, 'a', entity(1))).to.equal(true);
  });

  it('are a fault of the node where they are missing and the role may not create them', async () => {
    await runSql(url, 'CREATE ROLE powerless LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const failure = await workflows(asRole('powerless'))
      .listUnfinished(OWNER)
      .catch((error: unknown) => error);
    expect(failure).to.include({ code: 'CONFIGURATION_ERROR', name: 'NodeFault' });
    expect((failure as Error).message).to.contain('permission denied');
  });

  it('are a fault of the node where the role may not use them', async () => {
    await useAll(url, 'first');
    await runSql(url, 'CREATE ROLE stranger LOGIN');
    const failure = await entities(asRole('stranger'))
      .load(OWNER, 'first', 'x')
      .catch((error: unknown) => error);
    expect(failure).to.include({ code: 'CONFIGURATION_ERROR' });
  });

  it('are not waited for at a start while a transaction is open, nor blocked by it', async () => {
    await useAll(url, 'first');
    await workflows().save(stateOf(1, OWNER));
    const client =
      await transaction(`UPDATE onex_workflow SET due_at = 1; UPDATE onex_reducer_state SET data = '{}';
      INSERT INTO onex_answer VALUES ('x', 'x', '[]', 1)`);
    await useAll(url, 'second');
    expect(await workflows().save(stateOf(2, OWNER))).to.equal(true);
    await client.query('ROLLBACK');
  });

  it('are migrated behind an open transaction without blocking those who save meanwhile', async () => {
    await runSql(url, FORMER_POSTGRES_WORKFLOWS);
    const insert = (id: string): string =>
      `INSERT INTO onex_workflow VALUES ('${id}', 'trip', 'c', true, 1, 1, NULL, 1, '{}')`;
    const client = await transaction(insert('a'));
    const migrated = workflows().listUnfinished(OWNER);
    for (let index = 0; index < 10; index += 1) {
      await runSql(url, insert(`saved-${index}`));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await client.query('COMMIT');
    expect(await migrated).to.have.length(11);
  });

  it('are migrated from runtime 0.1, and their rows adopted by the first owner of the node’s name', async () => {
    await runSql(url, FORMER_POSTGRES_WORKFLOWS);
    const { owner: _, ...state } = stateOf(1, 'unused');
    const former = new pg.Client(url);
    clients.push(former);
    await former.connect();
    const insert = 'INSERT INTO onex_workflow VALUES ($1, $2, $3, true, 5, 1, NULL, 3, $4)';
    const text = JSON.stringify({ ...state, version: 3 });
    await former.query(insert, [state.workflowId, 'trip', state.start.correlation_id, text]);
    await former.query(insert, ['other', 'hotel', state.start.correlation_id, text]);
    await former.query('INSERT INTO onex_workflow_command VALUES ($1, $2)', ['command', state.workflowId]);

    const store = workflows();
    expect(await store.listUnfinished(OWNER)).to.deep.equal([state.workflowId]);
    expect(await store.findByCommand('command', OWNER)).to.equal(state.workflowId);
    expect(await store.listUnfinished('local/travel/trip')).to.deep.equal([]);
    const loaded = await store.load(state.workflowId, OWNER);
    expect(loaded).to.include({ owner: OWNER, version: 3 });
    expect(await store.save({ ...loaded!, version: 4 })).to.equal(true);
    expect(await store.listUnfinished('local/shop/hotel')).to.deep.equal(['other']);
  });

  it('of a newer runtime are refused, with what to do', async () => {
    await useAll(url, 'first');
    await runSql(url, 'UPDATE onex_schema SET version = 99');
    const failure = await workflows()
      .listUnfinished(OWNER)
      .catch((error: unknown) => error);
    expect((failure as Error).message)
      .to.contain('version 99')
      .and.contain('Upgrade onex-runtime');
  });

  it('take no more connections than one pool has, however many nodes of a process use them', async () => {
    const stores = Array.from({ length: 7 }, () => [workflows(), entities()] as const);
    const all = await Promise.all(Array.from({ length: 7 }, () => answers()));
    await Promise.all([
      ...stores.flatMap(([left, right], node) =>
        Array.from({ length: 20 }, async (_, index) => {
          await left.listUnfinished(`local/shop/${node}`);
          await right.save(`local/shop/${node}`, `${index}`, entity(1));
        }),
      ),
      ...all.flatMap((store, node) =>
        Array.from({ length: 5 }, (_, index) =>
          store.once(`local/shop/${node}`, `${index}`, async (scope) => {
            await scope?.attempt().query('SELECT pg_sleep(0.02)');
            return [];
          }),
        ),
      ),
    ]);
    const [row] = await runSql(
      url,
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE application_name = 'onex-runtime' AND datname = current_database()`,
    );
    expect(row?.['count']).to.be.greaterThan(1).and.at.most(10);
    await Promise.all(opened.splice(0).map((store) => store.dispose()));
    const again = entities();
    expect(await again.load('local/shop/0', '0', 'x')).to.include({ version: 1 });
  });
});

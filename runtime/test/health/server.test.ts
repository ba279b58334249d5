import { request } from 'node:http';
import { expect } from 'chai';
import { isOnexError } from '../../src/errors/index.ts';
import {
  advertisedHealthUrl,
  createMetrics,
  defineCounter,
  defineGauge,
  defineHistogram,
  isLoopback,
  startHealthServer,
  type HealthServer,
} from '../../src/health/index.ts';
import { CONFIG, Container, type HealthDetail } from '../../src/node/index.ts';
import { ModelPaymentConfig } from '../sample/payment/models.ts';
import { NodePaymentEffect } from '../sample/payment/node.ts';

describe('health server', () => {
  let server: HealthServer;
  let problems: Record<string, string>;
  let degraded: HealthDetail | null = null;
  const health = (): HealthDetail =>
    degraded ?? {
      status: Object.keys(problems).length === 0 ? 'healthy' : 'degraded',
      node: 'node_x',
      kind: 'effect',
      version: '1.0.0',
      ready: Object.keys(problems).length === 0,
      problems,
      in_flight: 0,
      oldest_in_progress: null,
      uptime_seconds: 1,
      details: {},
    };
  const get = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}${path}`, options);
  beforeEach(async () => {
    problems = {};
    degraded = null;
    server = await startHealthServer({
      host: '127.0.0.1',
      port: 0,
      health,
      metrics: createMetrics({ node: 'node_x' }),
    });
  });
  afterEach(() => server.close());

  it('is alive, but answers 503 with the reasons while the node is not ready', async () => {
    problems = { 'event-bus': 'broker away' };
    expect((await get('/health/live')).status).to.equal(200);
    const ready = await get('/health/ready');
    expect([ready.status, await ready.json()]).to.deep.equal([503, { ready: false, problems }]);
    const detail = await get('/health?verbose=1');
    expect(detail.status).to.equal(503);
    expect(await detail.json()).to.include({ status: 'degraded', node: 'node_x' });
    problems = {};
    expect((await get('/health')).status).to.equal(200);
  });

  it('answers 200 while the node only works without something, and says what', async () => {
    const node = new NodePaymentEffect(
      new Container().register(CONFIG, { value: ModelPaymentConfig.parse({}) }),
    );
    node.setDegraded('consul', 'Consul at http://127.0.0.1:8500: refused');
    degraded = node.health();
    expect((await get('/health/ready')).status).to.equal(200);
    const detail = await get('/health');
    expect(detail.status).to.equal(200);
    expect(await detail.json()).to.deep.include({
      status: 'degraded',
      ready: true,
      problems: {},
      degraded: { consul: 'Consul at http://127.0.0.1:8500: refused' },
    });
    node.setDegraded('consul', null);
    degraded = node.health();
    expect(await (await get('/health')).json()).to.include({ status: 'healthy', ready: true });
  });

  it('serves nothing else, and reads only', async () => {
    expect((await get('/')).status).to.equal(404);
    expect((await get('/health/../etc/passwd')).status).to.equal(404);
    const post = await get('/health', { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
    expect((await get('/health', { method: 'HEAD' })).status).to.equal(200);
  });

  it('closes although a client keeps its connection open', async () => {
    const client = request({
      host: '127.0.0.1',
      port: server.port,
      path: '/health/live',
      headers: { connection: 'keep-alive' },
    });
    client.on('error', () => {});
    client.end();
    await new Promise((resolve) => client.on('response', (response) => response.resume().on('end', resolve)));
    await server.close();
  });

  it('says what to do when its address cannot be had', async () => {
    const failures = [
      startHealthServer({ host: '127.0.0.1', port: server.port, health, metrics: createMetrics({}) }),
      startHealthServer({ host: '192.0.2.1', port: 0, health, metrics: createMetrics({}) }),
    ].map((attempt) => attempt.catch((error: unknown) => error));
    const [taken, foreign] = await Promise.all(failures);
    expect(isOnexError(taken) && taken.message).to.include(`127.0.0.1:${server.port} is taken`);
    expect(isOnexError(foreign) && foreign.message).to.include('is not an address of this machine');
  });
});

describe('advertised health address', () => {
  it('is the advertised host, else the bound one, and never a wildcard', () => {
    expect(advertisedHealthUrl('127.0.0.1', null, 80)).to.equal('http://127.0.0.1:80/health');
    expect(advertisedHealthUrl('0.0.0.0', 'pay.example', 80)).to.equal('http://pay.example:80/health');
    expect(advertisedHealthUrl('::1', null, 80)).to.equal('http://[::1]:80/health');
    for (const wildcard of [
      '0.0.0.0',
      '::',
      '::0',
      '0',
      '0x0',
      '0.0',
      '00.0.0.0',
      '0000::',
      '::ffff:0.0.0.0',
    ]) {
      const { hostname } = new URL(advertisedHealthUrl(wildcard, null, 80));
      expect(['0.0.0.0', '[::]', '[::ffff:0:0]'], wildcard).to.not.include(hostname);
    }
  });

  it('is known for loopback', () => {
    const urls = [
      'http://localhost:1',
      'http://127.3.2.1:1',
      'http://[::1]:1',
      'http://10.0.0.1:1',
      'https://consul',
    ];
    expect(urls.map(isLoopback)).to.deep.equal([true, true, true, false, false]);
  });
});

describe('metrics', () => {
  it('have no series any more for what was taken away', async () => {
    const gauge = defineGauge('test_level', 'A test.', ['place']);
    const metrics = createMetrics({ node: 'node_x' });
    metrics.set(gauge, 1, { place: 'a' });
    metrics.set(gauge, 2, { place: 'b' });
    metrics.set(gauge, null, { place: 'a' });
    const { body } = await metrics.text();
    expect(body).to.include('test_level{place="b",node="node_x"} 2').and.not.include('place="a"');
  });

  it('lose nothing that is recorded before the library is loaded', async () => {
    const counter = defineCounter('test_total', 'A test.', ['kind']);
    const histogram = defineHistogram('test_seconds', 'A test.', []);
    const metrics = createMetrics({ node: 'node_x' });
    metrics.count(counter, { kind: 'a' });
    metrics.count(counter, { kind: 'a' }, 2);
    metrics.observe(histogram, 0.003);
    const { body, contentType } = await metrics.text();
    expect(contentType).to.include('version=0.0.4');
    expect(body).to.include('test_total{kind="a",node="node_x"} 3');
    expect(body).to.include('test_seconds_bucket{le="0.005",node="node_x"} 1');
    metrics.count(counter, { kind: 'a' });
    expect((await metrics.text()).body).to.include('test_total{kind="a",node="node_x"} 4');
  });
});

import { expect } from 'chai';
import { createMetrics, defineHistogram } from '../../src/health/index.ts';

describe('a histogram', () => {
  it('has bounds up to a minute, and further ones where it asks for them', async () => {
    const metrics = createMetrics({});
    metrics.observe(defineHistogram('short_seconds', 'x', []), 100_000);
    metrics.observe(defineHistogram('long_seconds', 'x', [], [86_400, 604_800]), 100_000);
    const { body } = await metrics.text();
    const bounds = (name: string): number[] =>
      [...body.matchAll(new RegExp(`^${name}_bucket\\{.*le="([\\d.]+)".*\\} (\\d+)$`, 'gm'))].map(
        ([, bound]) => Number(bound),
      );
    expect(bounds('short_seconds').at(-1)).to.equal(60);
    expect(bounds('long_seconds').slice(-3)).to.deep.equal([60, 86_400, 604_800]);
    expect(body)
      .to.match(/^long_seconds_bucket\{le="604800"\} 1$/m)
      .and.match(/^long_seconds_bucket\{le="86400"\} 0$/m);
  });
});

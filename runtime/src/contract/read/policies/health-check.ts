import type { HealthCheck } from '../../model.ts';
import {
  at,
  expectMapping,
  forPeople,
  idle,
  shownOnly,
  isMapping,
  items,
  type Place,
  flag,
  word,
} from '../values/index.ts';
import { timeAt } from './time.ts';

export function readHealthCheck(root: Place): HealthCheck | null {
  const place = at(root, 'health_check');
  if (!expectMapping(place)) return null;
  forPeople(place, 'description', 'version');
  idle(place, 'the node serves /health, /health/live and /health/ready', 'endpoint');
  shownOnly(place, 'the node serves /health, /health/live and /health/ready', 'enabled');
  const times = ['interval_ms', 'interval_seconds', 'timeout_ms', 'timeout_seconds'];
  shownOnly(place, 'the client of the health check decides when', ...times);
  shownOnly(place, 'the code of the node reports what it checks, by setReadiness', 'checks', 'backends');
  idle(place, 'one failed check makes the node not ready', 'failure_threshold');
  return {
    enabled: flag(at(place, 'enabled'), true),
    intervalMs: timeAt(place, ['interval'], { min: 0 }),
    timeoutMs: timeAt(place, ['timeout'], { min: 0 }),
    checks: [...items(at(place, 'checks')), ...items(at(place, 'backends'))].flatMap((item) => {
      if (!isMapping(item.value)) {
        const name = word(item);
        return name === null ? [] : [{ name, critical: false }];
      }
      forPeople(item, 'description', 'version');
      idle(item, 'the node’s code says how it is checked', 'type', 'check_type', 'timeout_ms', 'endpoint');
      const name = word(at(item, 'name'));
      return name === null ? [] : [{ name, critical: flag(at(item, 'critical'), false) }];
    }),
  };
}

import { defineCounter, defineHistogram, type Metrics } from '../../../health/index.ts';
import type { Logger } from '../../../logging/index.ts';
import type { Report } from '../../engine/index.ts';
import type { WorkflowState } from '../../state/index.ts';

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];
/** Workflows may wait for people, so the bounds extend to a week. */
const LONG = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];

const SECONDS = defineHistogram(
  'onex_workflow_duration_seconds',
  'Time from the start command to the end of its workflow.',
  ['status'],
  LONG,
);
const UNCOMPENSATED = defineCounter(
  'onex_workflow_uncompensated_total',
  'Steps that should have been undone and could not be.',
  ['step'],
);
const COMPENSATED = defineCounter(
  'onex_workflow_compensated_late_total',
  'Steps that were undone after they had been counted as uncompensated.',
  ['step'],
);
const UNCONSUMED = defineCounter(
  'onex_workflow_unconsumed_events_total',
  'Events that a workflow received and no step accepted.',
  ['topic'],
);
const KEPT = defineCounter(
  'onex_workflow_kept_effects_total',
  'Effects of abandoned steps that the contract does not undo.',
  ['step'],
);

interface To {
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
}

/** Logs and counts what a saved turn reports. */
export function logReports({ logger, metrics }: To, state: WorkflowState, reports: readonly Report[]): void {
  const { workflowId, workflowName, start } = state;
  const about = {
    workflow_id: workflowId,
    workflow: workflowName,
    correlation_id: start.correlation_id,
  };
  for (const report of reports) {
    switch (report.kind) {
      case 'ended':
        logEnd({ logger, metrics }, state);
        break;
      case 'uncompensated':
        logger.error(
          { ...about, step: report.step, error: report.error },
          'step could not be undone; it is listed as uncompensated until someone retries it',
        );
        metrics?.count(UNCOMPENSATED, { step: report.step });
        break;
      case 'compensated':
        logger.info({ ...about, step: report.step }, 'uncompensated step was undone');
        metrics?.count(COMPENSATED, { step: report.step });
        break;
      case 'kept':
        logger.warn(
          { ...about, step: report.step, is_doubtful: report.isDoubtful },
          'the effect of an abandoned step remains, because the contract does not undo it',
        );
        metrics?.count(KEPT, { step: report.step });
        break;
      case 'slow-code':
        logger.error(
          { ...about, step: report.step, error: report.error },
          'step code did not return in time',
        );
        break;
      case 'unconsumed':
        logger.warn(
          { ...about, topics: report.topics },
          'events arrived that no step of the workflow accepted',
        );
        for (const topic of report.topics) metrics?.count(UNCONSUMED, { topic });
        break;
    }
  }
}

/** Logs and counts the end of a workflow. */
function logEnd({ logger, metrics }: To, state: WorkflowState): void {
  const { workflowId, status, start, startedAt, finishedAt } = state;
  const ms = (finishedAt ?? startedAt) - startedAt;
  metrics?.observe(SECONDS, ms / 1000, { status });
  logger.info(
    { workflow_id: workflowId, status, duration_ms: ms, correlation_id: start.correlation_id },
    'workflow ended',
  );
}

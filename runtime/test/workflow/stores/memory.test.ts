import { createMemoryWorkflowStore, type WorkflowStore } from '../../../src/workflow/index.ts';
import { describeStore } from './conformance.ts';

let store: WorkflowStore | undefined;
beforeEach(() => {
  store = undefined;
});
describeStore('memory', () => (store ??= createMemoryWorkflowStore()));

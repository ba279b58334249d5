import { start } from 'onex-runtime/start';
import { NodeCheckoutOrchestrator } from './node.ts';

await start(NodeCheckoutOrchestrator, { entry: import.meta.url });

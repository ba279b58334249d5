import { start } from 'onex-runtime/start';
import { NodeTaxCompute } from './node.ts';

await start(NodeTaxCompute, { entry: import.meta.url });

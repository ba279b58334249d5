/** `npm run schema` writes the JSON Schema of the contract that the runtime's package publishes. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contractSchemaText } from '../lib/contract/index.ts';

writeFileSync(resolve(import.meta.dirname, '../runtime/schemas/contract.schema.json'), contractSchemaText());

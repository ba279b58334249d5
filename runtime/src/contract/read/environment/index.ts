/**
 * Reads settings that a contract writes outside `config`: `config_fields` and `secrets`. Guarantees: the value of a
 * secret comes from the environment or the config file, never from the contract.
 */
export { readConfigFields } from './config-fields.ts';
export { readSecrets } from './secrets.ts';

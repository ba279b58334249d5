/**
 * Checks the settings of the project, and says where the value of each setting comes from.
 */
export { effectiveSettings, type Place, type ServiceSettings } from './effective-settings.ts';
export { settingOrigins, type SettingOrigin } from './settings.ts';

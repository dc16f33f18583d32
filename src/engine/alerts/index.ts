export type { AlertDesk, AlertEntry, Silence } from './alertDesk.ts';
export { createMemoryRecord, type AlertRecord, type Delivery } from './alertRecord.ts';
export { openChannels } from './channels/openChannels.ts';
export { createAlertDesk } from './createAlertDesk.ts';
export { createLastingDesk } from './createLastingDesk.ts';
export { messageLines, type AlertMessage } from './message.ts';
export type { AlertSource } from './watching.ts';

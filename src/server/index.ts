export { checkPushUrl, PUSH_DEFAULTS, startPush } from './otlp/startPush.ts';
export { isLoopback } from './access/origin.ts';
export { runningServers, serverFolder } from './access/tokenFile.ts';
export { startServer, type LaptimeServer } from './startServer.ts';

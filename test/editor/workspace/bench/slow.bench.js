import { setTimeout as sleep } from 'node:timers/promises';
import { bench } from 'laptime';

bench('first', () => sleep(20));
bench('second', () => sleep(20));
bench('third', () => sleep(20));

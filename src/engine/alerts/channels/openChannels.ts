import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { AlertChannel } from '../../../model/alertConfig.ts';
import type { AlertRecord } from '../alertRecord.ts';
import type { Channels } from '../createAlertDesk.ts';
import type { Channel, SecretOf } from './channel.ts';
import { createDeliveries } from './deliveries.ts';
import { emailChannel } from './email.ts';
import { fileChannel } from './file.ts';
import { slackChannel } from './slack.ts';
import { webhookChannel } from './webhook.ts';

interface ChannelParts {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly secretOf: SecretOf;
  /** Whether what a process before could not send is sent now. */
  readonly sendsRest: boolean;
  readonly record: AlertRecord;
  readonly clock: Clock;
  readonly log: Log;
}

export function openChannels(channels: readonly AlertChannel[], parts: ChannelParts): Channels {
  return createDeliveries({ ...parts, channels: channels.flatMap((channel) => openChannel(channel, parts) ?? []) });
}

/** Null of the editor, which listens itself. */
function openChannel(channel: AlertChannel, { root, secretOf }: ChannelParts): Channel | null {
  switch (channel.kind) {
    case 'editor':
      return null;
    case 'file':
      return fileChannel(channel, root);
    case 'webhook':
      return webhookChannel(channel, secretOf);
    case 'slack':
      return slackChannel(channel, secretOf);
    case 'email':
      return emailChannel(channel, root, secretOf);
  }
}

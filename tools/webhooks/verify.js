// Reads {secret, headers, body} from the standard input, and prints what each library makes of the message.

import { readFileSync } from 'node:fs';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

const { secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'));

console.log(JSON.stringify({
  standardwebhooks: new StandardWebhook(secret).verify(body, headers),
  svix: new SvixWebhook(secret).verify(body, headers),
}));

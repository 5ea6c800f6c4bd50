// Reads {issuer, id, secret, method, parameters} from the standard input. Prints what the provider answered to the start of
// the request as one line of JSON, then polls, and prints the tokens or the error as another.

import { readFileSync } from 'node:fs';
import * as client from 'openid-client';

const { issuer, id, secret, method, parameters } = JSON.parse(readFileSync(0, 'utf8'));
const authentication = method === 'post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
const config = await client.discovery(new URL(issuer), id, undefined, authentication,
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] });

try {
  const started = await client.initiateBackchannelAuthentication(config, parameters);
  console.log(JSON.stringify(started));
  const tokens = await client.pollBackchannelAuthenticationGrant(config, started);
  console.log(JSON.stringify({ ...tokens, claims: tokens.claims() }));
} catch (error) {
  console.log(JSON.stringify({ error: error.error ?? error.code, description: error.error_description ?? error.message,
    status: error.status, cause: error.cause }));
}

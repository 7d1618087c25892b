// A real OpenID provider for the tests: its people are given over HTTP, its keys rotate when told, and once, when told,
// it signs a token that it should not. It ends when whoever started it closes its standard input.
import http from 'node:http';
import Provider from 'oidc-provider';
import { SignJWT, base64url, decodeJwt, exportJWK, generateKeyPair } from 'jose';

const [client_id, client_secret, redirect] = JSON.parse(process.env.CLIENT);
let accounts = {}, keys = [], forgery = null, provider, asked = { documents: 0 };

async function key(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

function make(issuer) {
  provider = new Provider(issuer, {
    clients: [{
      client_id, redirect_uris: [redirect], post_logout_redirect_uris: [redirect.replace('/sign-in/back', '/sign-in')],
      ...(client_secret ? { client_secret } : { token_endpoint_auth_method: 'none' }),
    }],
    jwks: { keys },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    findAccount: (_, sub) => accounts[sub] && { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/.well-known') || ctx.path === '/jwks') asked.documents++;
    await next();
    if (ctx.path === '/token' && ctx.body?.id_token && forgery) ctx.body.id_token = await forge(ctx.body.id_token);
  });
}

async function forge(token) {
  const { claims = {}, alg = 'RS256', own = true } = forgery;
  forgery = null;
  const all = Object.fromEntries(Object.entries({ ...decodeJwt(token), ...claims }).filter(([, v]) => v !== null));
  if (alg === 'none') return `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify(all))}.`;
  const with_ = alg === 'HS256' ? new TextEncoder().encode(client_secret) : own ? keys[0] : await key(keys[0].kid);
  return new SignJWT(all).setProtectedHeader({ alg, kid: keys[0].kid }).sign(with_);
}

async function told(path, body) {
  if (path === '/test/accounts') accounts = body;
  if (path === '/test/forge') forgery = body;
  if (path === '/test/rotate') { keys = [await key(body.kid)]; make(provider.issuer); }
  return asked;
}

keys = [await key('first')];
const server = http.createServer(async (request, response) => {
  if (!request.url.startsWith('/test/')) return provider.callback()(request, response);
  let text = '';
  for await (const part of request) text += part;
  response.end(JSON.stringify(await told(request.url, JSON.parse(text || '{}'))));
});
server.listen(0, '127.0.0.1', () => {
  make(`http://localhost:${server.address().port}`);
  console.log(`ready ${provider.issuer}`);
});
process.stdin.on('end', () => process.exit(0)).resume();

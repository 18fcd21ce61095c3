// Between the JSON that the server speaks and the bytes that the browser's passkey functions want.
import { fromBase64url, toBase64url } from "./bytes.js";

const withBytes = (list) => list?.map((entry) => ({ ...entry, id: fromBase64url(entry.id) }));

/** The server's options with their base64url strings turned into bytes. */
export function readOptions({ publicKey }) {
  const options = { ...publicKey, challenge: fromBase64url(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: fromBase64url(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = withBytes(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = withBytes(publicKey.allowCredentials);
  return options;
}

/** A credential as JSON text, for a hidden field. */
export function writeCredential(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toBase64url(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

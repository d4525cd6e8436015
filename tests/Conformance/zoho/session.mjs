// Signs the client in. It keeps the token and the field metadata on disk, so each run has a folder of its own.
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as zoho from "@zohocrm/nodejs-sdk-8.0";

/** Signs in by a refresh token or by a grant code, and gives the token once the first call has been made. */
export async function signIn(origin, grant) {
  const folder = mkdtempSync(join(tmpdir(), "sync-conformance-"));
  mkdirSync(join(folder, "resources"));
  const builder = new zoho.OAuthBuilder().clientId("sandbox-client").clientSecret("sandbox-secret");
  const token = (grant === "code" ? builder.grantToken("sandbox-code").redirectURL("https://app.example.test/callback")
    : builder.refreshToken("sandbox-refresh")).build();
  (await new zoho.InitializeBuilder())
    .environment(new zoho.Environment(origin, `${origin}/oauth/v2/token`, origin))
    .token(token)
    .store(new zoho.FileStore(join(folder, "tokens.txt")))
    .SDKConfig(new zoho.SDKConfigBuilder().autoRefreshFields(false).build())
    .resourcePath(folder)
    .initialize();
  await token.generateToken();
  return token;
}

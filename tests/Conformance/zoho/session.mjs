// Signs the client in. It keeps the token and the field metadata on disk, so each run has a folder of its own for as long as it lasts.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as zoho from "@zohocrm/nodejs-sdk-8.0";

/** Signs in by a refresh token or by a grant code, and gives the token. */
export async function signIn(origin, grant) {
  const folder = mkdtempSync(join(tmpdir(), "sync-conformance-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "resources"));
  const client = new zoho.OAuthBuilder().clientId("sandbox-client").clientSecret("sandbox-secret");
  const token = (grant === "code" ? client.grantToken("sandbox-code").redirectURL("https://app.example.test/callback")
    : client.refreshToken("sandbox-refresh")).build();
  const builder = await new zoho.InitializeBuilder();
  await builder
    .environment(new zoho.Environment(origin, `${origin}/oauth/v2/token`, origin))
    .token(token)
    .store(new zoho.FileStore(join(folder, "tokens.txt")))
    .SDKConfig(new zoho.SDKConfigBuilder().autoRefreshFields(false).build())
    .resourcePath(folder)
    .initialize();
  return token;
}

// node run.mjs <origin> <refresh|code>: runs every scenario and prints one JSON document on its last line.
import * as zoho from "@zohocrm/nodejs-sdk-8.0";
import * as leads from "./leads.mjs";
import { signIn } from "./session.mjs";

const [origin, grant] = process.argv.slice(2);
const results = {};

async function scenario(name, work) {
  try {
    results[name] = await work();
  } catch (error) {
    results[name] = { error: error.message ?? error.code, code: error.code, details: String(error.details ?? error.cause ?? error.stack) };
  }
}

await scenario("signIn", async () => {
  const token = await signIn(origin, grant);
  return { accessToken: token.getAccessToken(), refreshToken: token.getRefreshToken(), apiDomain: token.getAPIDomain(),
    user: token.getUserSignature()?.getName() ?? null, expiresInMs: Number(token.getExpiresIn()) - Date.now() };
});

if (grant === "refresh") {
  await scenario("create", () => leads.create([
    { Last_Name: "Okafor", First_Name: "Ada", Email: "ada@northwind.test", Company: "Northwind", AC_Score: 7, Email_Opt_Out: false,
      Lead_Status: new zoho.Choice("Contacted"), Interests: [new zoho.Choice("Red"), new zoho.Choice("Blue")], Demo_Date: new Date("2026-03-05") }]));
  const id = results.create.items?.[0]?.id;
  await scenario("get", () => leads.get(id));
  await scenario("invalid", () => leads.create([{ Last_Name: "Good" }, { Last_Name: "Bad", Email: "no address" }]));
  await scenario("allInvalid", () => leads.create([{ First_Name: "Nobody" }]));
  await scenario("upsertNew", () => leads.upsert([{ Last_Name: "Braun", Email: "mia.b+1@northwind.test" }]));
  await scenario("upsertKnown", () => leads.upsert([{ Last_Name: "Okafor", Email: "ADA@northwind.test", Lead_Status: new zoho.Choice("Pre-Qualified") }]));
  await scenario("update", () => leads.update(id, { City: "Berlin" }));
  await scenario("search", () => leads.search("ada@northwind.test"));
  await scenario("searchNothing", () => leads.search("nobody@northwind.test"));
  await scenario("convert", () => leads.convert(id));
  await scenario("convertAgain", () => leads.convert(id));
  await scenario("updateConverted", () => leads.update(id, { City: "Ulm" }));
  await scenario("missing", () => leads.get("5550100000009999999"));
  for (let batch = 0; batch < 23; batch++) {
    await leads.create(Array.from({ length: 100 }, (_, i) => ({ Last_Name: `L${batch}-${i}`, Email: `l${batch}.${i}@many.test` })));
  }

  await scenario("page", () => leads.page(200));
  await scenario("pageBeyond", () => leads.pageBeyond(200));
}

console.log(JSON.stringify(results, (_, value) => typeof value === "bigint" ? value.toString() : value));

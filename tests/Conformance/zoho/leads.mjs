// What an integration does with leads, through the client alone.
import * as zoho from "@zohocrm/nodejs-sdk-8.0";
import { item, read, valueOf, written } from "./answers.mjs";

const Fields = ["id", "Last_Name", "Email", "Lead_Status", "Email_Opt_Out", "AC_Score", "Interests", "Demo_Date"];

export async function create(values) {
  return written(await leads().createRecords(body(values), new zoho.HeaderMap()));
}

export async function upsert(values) {
  const request = body(values);
  request.setDuplicateCheckFields(["Email"]);
  return written(await leads().upsertRecords(request, new zoho.HeaderMap()));
}

export async function update(id, values) {
  return written(await leads().updateRecord(BigInt(id), body([values]), new zoho.HeaderMap()));
}

export async function get(id) {
  return read(await leads().getRecord(BigInt(id), new zoho.ParameterMap(), new zoho.HeaderMap()), Fields);
}

export async function search(email) {
  const parameters = new zoho.ParameterMap();
  await parameters.add(zoho.Record.SearchRecordsParam.EMAIL, email);
  return read(await leads().searchRecords(parameters, new zoho.HeaderMap()), Fields);
}

/** Reads all leads: by page number as far as that goes, then by token. */
export async function page(perPage) {
  const pages = [];
  let next = { PAGE: 1 };
  while (next) {
    const answer = await list(next, perPage);
    pages.push({ status: answer.status, count: answer.records.length, byToken: "PAGE_TOKEN" in next, ids: answer.records.map(each => each.id) });
    const info = answer.info;
    next = !info?.getMoreRecords() ? null
      : (pages.length + 1) * perPage <= 2000 ? { PAGE: pages.length + 1 } : { PAGE_TOKEN: info.getNextPageToken() };
  }

  return pages;
}

/** The page beyond the 2,000 records that can be reached by number. */
export async function pageBeyond(perPage) {
  return list({ PAGE: 2000 / perPage + 1 }, perPage);
}

export async function convert(id) {
  const converter = new zoho.ConvertLead.LeadConverter();
  const deal = new zoho.Record.Record();
  await deal.addFieldValue(zoho.Record.Field.Deals.DEAL_NAME, "Northwind - Pro");
  await deal.addFieldValue(zoho.Record.Field.Deals.STAGE, new zoho.Choice("Qualification"));
  await deal.addFieldValue(zoho.Record.Field.Deals.CLOSING_DATE, new Date("2026-06-30"));
  await converter.setDeals(deal);
  const request = new zoho.ConvertLead.BodyWrapper();
  request.setData([converter]);
  const response = await new zoho.ConvertLead.ConvertLeadOperations(BigInt(id)).convertLead(request);
  const answer = response.getObject();
  const result = answer instanceof zoho.ConvertLead.ActionWrapper ? answer.getData()[0] : answer;
  const details = result.getDetails() ?? new Map();
  return {
    status: response.getStatusCode(),
    code: valueOf(result.getCode()),
    made: Object.fromEntries(["Contacts", "Accounts", "Deals"].map(name => [name, made(details.get(name))])),
  };
}

async function list(place, perPage) {
  const parameters = new zoho.ParameterMap();
  await parameters.add(zoho.Record.GetRecordsParam.FIELDS, "Last_Name,Email");
  await parameters.add(zoho.Record.GetRecordsParam.PER_PAGE, perPage);
  for (const [name, value] of Object.entries(place)) {
    await parameters.add(zoho.Record.GetRecordsParam[name], value);
  }

  return read(await leads().getRecords(parameters, new zoho.HeaderMap()), ["id", "Email"]);
}

function body(values) {
  const request = new zoho.Record.BodyWrapper();
  request.setData(values.map(lead));
  request.setTrigger([]);
  return request;
}

function lead(values) {
  const record = new zoho.Record.Record();
  for (const [name, value] of Object.entries(values)) {
    record.addKeyValue(name, value);
  }

  return record;
}

function made(value) {
  return value?.getId()?.toString() ?? null;
}

function leads() {
  return new zoho.Record.RecordOperations("Leads");
}

// Turns the client's answers into plain values that a test can compare.
import * as zoho from "@zohocrm/nodejs-sdk-8.0";

/** One item of a write: what the client understood of it. */
export function item(response) {
  const details = response.getDetails() ?? new Map();
  return {
    kind: response.constructor.name,
    status: valueOf(response.getStatus()),
    code: valueOf(response.getCode()),
    message: valueOf(response.getMessage()),
    action: response.getAction ? valueOf(response.getAction()) : null,
    id: details.get("id")?.toString() ?? null,
    api_name: details.get("api_name") ?? null,
    created: details.get("Created_Time") instanceof Date,
  };
}

/** Status and items of a write, whether it succeeded, failed in parts or as a whole. */
export function written(response) {
  const body = response.getObject();
  return {
    status: response.getStatusCode(),
    items: body instanceof zoho.Record.ActionWrapper ? body.getData().map(item) : [item(body)],
  };
}

/** Records of a read as plain objects with the fields named. */
export function read(response, fields) {
  const body = response.getObject();
  const records = body instanceof zoho.Record.ResponseWrapper ? body.getData() : [];
  return {
    status: response.getStatusCode(),
    error: body instanceof zoho.Record.APIException ? valueOf(body.getCode()) : null,
    records: records.map(record => Object.fromEntries(fields.map(name => [name, plain(record.getKeyValue(name))]))),
    info: body instanceof zoho.Record.ResponseWrapper ? body.getInfo() : null,
  };
}

export function valueOf(choice) {
  return choice instanceof zoho.Choice ? choice.getValue() : choice ?? null;
}

function plain(value) {
  if (value instanceof zoho.Choice) {
    return value.getValue();
  }

  return typeof value === "bigint" ? value.toString() : value ?? null;
}

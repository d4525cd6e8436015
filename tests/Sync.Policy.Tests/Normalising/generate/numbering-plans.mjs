// Writes shared/Sync.Policy/Normalising/numbering-plans.txt from the metadata inside the npm package google-libphonenumber, which is
// Google's libphonenumber compiled to JavaScript.
//
//   npm pack google-libphonenumber && tar xzf google-libphonenumber-*.tgz
//   node numbering-plans.mjs package > ../../../../shared/Sync.Policy/Normalising/numbering-plans.txt
import { readFileSync } from 'node:fs';

const folder = process.argv[2];
const version = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version;
const source = readFileSync(`${folder}/dist/libphonenumber.js`, 'utf8');

// The metadata is not exported; it stands in the source as a plain literal.
function literal(name) {
  const start = source.indexOf(`${name}={`) + name.length + 1;
  let depth = 0;
  let quoted = false;
  for (let at = start; at < source.length; at++) {
    const c = source[at];
    if (quoted) {
      if (c === '\\') at++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return eval(`(${source.slice(start, at + 1)})`);
  }
}

// Positions of the fields, as phonemetadata.proto numbers them.
const General = 1, Fixed = 2, Mobile = 3, Id = 9, CallingCode = 10, International = 11, NationalParsing = 15, Transform = 16, Leading = 23;
const Others = [4, 5, 6, 7, 8, 21, 25, 28]; // toll-free, premium, shared cost, personal, VoIP, pager, company-wide, voicemail
const Pattern = 2, Lengths = 9, LocalLengths = 10;

const plans = literal('i18n.phonenumbers.metadata.countryToMetadata');
const regions = literal('i18n.phonenumbers.metadata.countryCodeToRegionCodeMap');

const pattern = (desc) => desc?.[Pattern] ?? '';
const lengths = (list) => (list ?? []).filter((length) => length > 0).join(',');

function line(plan) {
  const others = [...new Set(Others.map((at) => pattern(plan[at])).filter(Boolean))];
  return [
    plan[Id], plan[CallingCode], plan[International] ?? '', plan[NationalParsing] ?? '', plan[Transform] ?? '', plan[Leading] ?? '',
    lengths(plan[General][Lengths]), lengths(plan[General][LocalLengths]),
    pattern(plan[General]), pattern(plan[Fixed]), pattern(plan[Mobile]), others.join('|'),
  ].join('\t');
}

const lines = Object.entries(regions).flatMap(([code, ids]) => ids.map((id) => line(plans[id === '001' ? code : id])));

process.stdout.write(`# Numbering plans of the world: facts out of Google's libphonenumber metadata (Apache License 2.0),
# as the npm package google-libphonenumber ${version} carries it. Written by
# tests/Sync.Policy.Tests/Normalising/generate/numbering-plans.mjs: do not edit, write anew.
# One line a region, tabs between; of those that share a calling code the main one comes first. Region 001 is no country.
# region, calling code, international prefix, national prefix, what it is replaced by, leading digits, lengths, lengths without area code,
# any number, fixed, mobile, other (toll-free, premium, shared cost, personal, VoIP, pager, company-wide, voicemail)
${lines.join('\n')}
`);

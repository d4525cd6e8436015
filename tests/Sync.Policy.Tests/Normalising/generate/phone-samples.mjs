// Writes ../phone-samples.txt: numbers in many spellings, and what Google's own libphonenumber (as the npm package
// google-libphonenumber carries it) makes of them.
//
//   npm pack google-libphonenumber && tar xzf google-libphonenumber-*.tgz
//   node phone-samples.mjs package [regions] [numbers a region] [seed] > ../phone-samples.txt
//
// No number is anybody's by intent: each is an example of the library whose digits were replaced by drawn ones until the library called it
// valid (or, for the wrong ones, until it did not). The draw is seeded, so that the file comes out the same again.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [folder, list, count, seed] = process.argv.slice(2);
const version = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version;
const library = createRequire(import.meta.url)(resolve(folder, 'dist/libphonenumber.js'));
const util = library.PhoneNumberUtil.getInstance();
const { PhoneNumberFormat: Format, PhoneNumberType: Type, PhoneNumber } = library;

const sixty = ('US CA GB IE DE AT CH FR BE NL LU ES PT IT GR SE NO DK FI IS PL CZ SK HU RO BG HR SI RS UA EE LV LT TR IL AE SA EG MA ZA NG '
  + 'KE GH IN PK BD CN HK TW JP KR SG MY TH VN ID PH AU NZ BR MX AR CL CO PE').split(' ');
const regions = list === 'all' ? util.getSupportedRegions() : list ? list.split(',') : sixty;
const perRegion = Number(count ?? 210);

let state = Number(seed ?? 20260304);
function draw(below) { // mulberry32
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (choices) => choices[draw(choices.length)];

function parse(text, region) {
  try { return util.parse(text, region); } catch { return null; }
}
const e164 = (number) => util.format(number, Format.E164);

// What the library makes of a spelling: E.164, or null if it is no valid number.
function verdict(text, region) {
  const number = parse(text, region);
  return number && util.isValidNumber(number) ? e164(number) : null;
}

function mutated(digits) {
  const from = draw(3) === 0 ? draw(digits.length) : Math.max(0, digits.length - 1 - draw(7));
  return [...digits].map((digit, at) => (at >= from ? String(draw(10)) : draw(12) === 0 ? String(draw(10)) : digit)).join('');
}

function valid(region, type) {
  const example = util.getExampleNumberForType(region, type);
  if (!example) return null;
  let digits = util.getNationalSignificantNumber(example);
  for (let tries = 0; tries < 400; tries++) {
    const candidate = parse(`+${example.getCountryCode()}${mutated(digits)}`, region);
    if (candidate && util.isValidNumberForRegion(candidate, region)
      && [type, Type.FIXED_LINE_OR_MOBILE].includes(util.getNumberType(candidate))) return candidate;
  }
  return example;
}

const exits = { US: '011', CA: '011', AU: '0011', JP: '010', KR: '00', HK: '001', SG: '000', BR: '0021', CO: '009' };
const compact = (text) => text.replace(/\D/g, '');
const wider = (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xFF10 + Number(digit)));

// Every spelling that people and vendors use. Each takes a number and its region and may answer null.
const spellings = [
  (n) => util.format(n, Format.NATIONAL),
  (n) => util.format(n, Format.NATIONAL),
  (n) => compact(util.format(n, Format.NATIONAL)),
  (n) => util.format(n, Format.INTERNATIONAL),
  (n) => util.format(n, Format.INTERNATIONAL),
  (n) => e164(n),
  (n) => util.format(n, Format.RFC3966),
  (n) => util.format(n, Format.NATIONAL).replace(/[\s-]+/g, '.'),
  (n) => util.format(n, Format.NATIONAL).replace(/[\s-]+/g, ''),
  (n) => util.format(n, Format.NATIONAL).replace(/[\s-]/, '/'),
  (n) => util.format(n, Format.INTERNATIONAL).replace(/ /g, '-'),
  (n) => util.format(n, Format.INTERNATIONAL).replace(/ /g, ' \u2013 '),
  (n) => util.format(n, Format.INTERNATIONAL).replace(/ /g, '\u00A0'),
  (n) => ` ${util.format(n, Format.INTERNATIONAL).replace(/^(\+\d+)/, '($1)')} `,
  (n) => util.format(n, Format.INTERNATIONAL).replace(/^(\+\d+) /, '$1 (0) '),
  (n, region) => `${exits[region] ?? '00'} ${util.format(n, Format.INTERNATIONAL).slice(1)}`,
  (n) => wider(util.format(n, Format.NATIONAL)),
  (n) => util.format(n, Format.INTERNATIONAL).slice(1),
];

// A spelling that the library reads as another number, or as none, is not a spelling of this one.
function spelled(number, region) {
  for (;;) {
    const text = pick(spellings)(number, region);
    if (verdict(text, region) === e164(number)) return text;
  }
}

function* right(region) {
  const kinds = [Type.FIXED_LINE, Type.MOBILE];
  const seen = new Set();
  for (let at = 0, idle = 0; seen.size < perRegion && idle < 2000; at++) {
    const number = valid(region, kinds[at % 2]);
    if (!number) { idle++; continue; }
    const line = `${region}\t${spelled(number, region)}\t${e164(number)}`;
    if (seen.has(line)) { idle++; continue; }
    seen.add(line);
    yield line;
  }
}

const wrongs = [
  (digits) => digits.slice(0, Math.max(1, digits.length - 1 - draw(4))), // too short
  (digits) => digits + String(draw(10000000)).slice(0, 1 + draw(6)), // too long
  (digits) => pick(['0', '1', '2', '9', '00', '11', '99']) + digits.slice(1), // another prefix, perhaps not given out
  (digits) => [...digits].map(() => String(draw(10))).join(''), // any digits at all
  (digits) => digits.slice(0, 1) + digits[0].repeat(digits.length - 1), // one digit all along
];

function* wrong(region) {
  const seen = new Set();
  for (let tries = 0; seen.size < perRegion / 3 && tries < 6000; tries++) {
    const number = valid(region, draw(2) ? Type.FIXED_LINE : Type.MOBILE);
    if (!number) continue;
    const digits = wrongs[tries % wrongs.length](util.getNationalSignificantNumber(number));
    const trunk = parse('0' + digits, region)?.getNationalNumber() === Number(digits) ? '0' : '';
    const text = pick([`+${number.getCountryCode()} ${digits}`, digits, trunk + digits, trunk + digits.replace(/^(...)/, '$1 ')]);
    if (verdict(text, region) !== null || seen.has(text)) continue;
    seen.add(text);
    yield `${region}\t${text}\t-`;
  }
}

const lines = regions.flatMap((region) => [...right(region), ...wrong(region)]);
process.stdout.write(`# Phone numbers and what they are, by Google's libphonenumber (npm package google-libphonenumber ${version}).
# Written by generate/phone-samples.mjs: examples of the library with drawn digits, so that none of them is anybody's by intent.
# region of the connection, as typed, as E.164 (a minus sign: it is no valid number there); tabs between
${lines.join('\n')}
`);
